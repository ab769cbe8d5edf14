import { expect, test } from 'vitest';
import type { Deps } from '../../../activities/deps.ts';
import { relayCaseWakesOf } from '../../../activities/wake/case-wakes.ts';
import { relayWakesOfCase } from '../../../activities/wake/invoice-wakes.ts';
import { pendingCaseWakes } from '../../../db/case/wake.ts';
import { pendingWakes, queueWake } from '../../../db/invoice/wake.ts';
import { createSources } from '../../../gather/sources.ts';
import { CaseDesk } from '../case/case-desk.ts';

/** Two cases just opened by hand, and what was said to which workflow. */
async function twoCases() {
  const desk = await CaseDesk.open();
  const said: string[] = [];
  const numbers = ['1001', '1002'];
  for (const number of numbers) {
    await desk.invoice(number);
    const start = { kind: 'start', invoices: [number], configuration: null, language: null } as const;
    await desk.request({ ...start, environment: 'PRODUCTION' });
  }
  const workflows: Partial<Deps['workflows']> = {
    startCase: async (_creditor, reference) => {
      said.push(`start ${reference}`);
      return 'started';
    },
    wakeCase: async (_creditor, reference) => {
      said.push(`wake ${reference}`);
      return 'absent';
    },
  };
  const deps = { db: desk.db, sources: createSources(false), workflows } as Deps;
  return { desk, deps, said, numbers };
}

test('whoever transfers an invoice starts its case, and leaves the cases of others to others', async () => {
  const { desk, deps, said } = await twoCases();
  await relayCaseWakesOf(deps, { creditor: 'acme', number: '1001' }, desk.now);
  expect(said).toEqual(['start 1001-1']);
  const left = await desk.db.read((tx) => pendingCaseWakes(tx, 10));
  expect([...new Set(left.map(({ reference }) => reference))]).toEqual(['1002-1']);
  await relayCaseWakesOf(deps, { creditor: 'acme', number: '1001' }, desk.now);
  expect(said).toEqual(['start 1001-1']);
});

test('a case that has ended tells its own invoices, and leaves those of others to others', async () => {
  const { desk, deps, numbers } = await twoCases();
  await desk.db.transaction(async (tx) => {
    for (const { invoiceId } of await pendingWakes(tx, 10)) await queueWake(tx, invoiceId, 'again', desk.now);
  });
  const before = await desk.db.read((tx) => pendingWakes(tx, 10));
  expect([...new Set(before.map(({ number }) => number))]).toEqual(numbers);
  await relayWakesOfCase(deps, { creditor: 'acme', reference: '1001-1' }, desk.now);
  const left = await desk.db.read((tx) => pendingWakes(tx, 10));
  expect([...new Set(left.map(({ number }) => number))]).toEqual(['1002']);
});
