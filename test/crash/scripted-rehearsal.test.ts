import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { rehearseFiles } from '../rehearsal/rehearse-files.ts';
import { scriptedFiles } from '../rehearsal/scripted.ts';
import { startChild } from './child.ts';

const NUMBERS = Array.from({ length: 60 }, (_, i) => String(1001 + i));

/** All transferred on 2026-03-31; then each third is collected, deactivated and started again, or rejected. */
function ledger() {
  return scriptedFiles({
    invoices: NUMBERS.map((number) => `${number},c-${number},2026-01-05,2026-02-04,100.00,EUR,20`),
    script: NUMBERS.flatMap((number, i) => eventsOf(number)[i % 3] ?? []).map((line) => `- { ${line} }`),
  });
}

function eventsOf(number: string): string[][] {
  return [
    [
      `on: 2026-04-02, case: "${number}", do: collectorAccepts`,
      `on: 2026-04-20, case: "${number}", do: collectorCollects, amount: "50.00", externalId: r1`,
      `on: 2026-05-20, case: "${number}", do: collectorCollects, amount: "50.00", externalId: r2`,
      `on: 2026-06-20, case: "${number}", do: collectorCloses`,
    ],
    [
      `on: 2026-04-10, case: "${number}", do: deactivate, acknowledged: [published]`,
      `on: 2026-04-21, invoice: "${number}", do: resume`,
      `on: 2026-04-22, invoice: "${number}", do: startCase`,
      `on: 2026-04-23, case: "${number}", do: markAsPrepared`,
      `on: 2026-06-01, case: "${number}", do: close, reason: "given up"`,
      `on: 2026-06-02, case: "${number}-1", do: delete`,
    ],
    [
      `on: 2026-04-02, case: "${number}", do: collectorRejects, reason: "no such debtor"`,
      `on: 2026-04-03, case: "${number}", do: collected, amount: "1.00", externalId: r1`,
    ],
  ];
}

test('a scripted rehearsal killed again and again comes to the same lines, of invoices and of cases', async () => {
  const whole = ledger();
  const { unheard } = await rehearseFiles(whole);
  expect(unheard).toHaveLength(NUMBERS.length / 3);

  const killed = ledger();
  const start = () => {
    const child = startChild('./rehearse-child.ts', [JSON.stringify(killed)]);
    onTestFinished(() => child.kill9());
    return child;
  };
  for (const part of [0, 1, 20, 45]) {
    const child = start();
    const said = await child.untilSaid(
      `${part} have ended`,
      (one) => one.isDone === true || (one.phase === 'rehearsing' && Number(one.done) >= part),
    );
    await child.kill9();
    if (said.isDone === true) break;
  }
  const last = start();
  const said = await last.untilSaid('the end', (one) => one.isDone === true);
  expect(await last.ended).toBe(0);
  expect(said.unheard).toEqual(unheard);
  expect(readFileSync(killed.out, 'utf8')).toBe(readFileSync(whole.out, 'utf8'));
}, 240_000);
