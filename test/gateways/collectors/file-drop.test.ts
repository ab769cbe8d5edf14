import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCollectors } from '../../../gateways/collectors/collectors.ts';
import { CollectorReportRefused } from '../../../gateways/collectors/report-refused.ts';
import { failureOf } from '../failure-of.ts';
import { tempFolder } from '../temp-folder.ts';
import { instructionOf, KEY, orderOf, reportOf, targetOf, WORDS } from './samples.ts';

function open({ folder = 'alpha', acknowledged = true, outbox = tempFolder() } = {}) {
  const target = targetOf({ kind: 'file', folder, acknowledged, askEveryMinutes: 60 });
  const collector = createCollectors({ folder: outbox, environment: {} });
  const answers = join(outbox, 'alpha', 'answers');
  return { outbox, target, collector, answers, ask: () => collector.ask(KEY, target) };
}

async function ordered(options: Parameters<typeof open>[0] = {}) {
  const opened = open(options);
  const { providerId } = await opened.collector.deliver(orderOf(opened.target));
  const answer = (name: string, report: object | string) =>
    writeFileSync(
      join(opened.answers, providerId.replace(/\.json$/, `${name}.json`)),
      typeof report === 'string' ? report : JSON.stringify(report),
    );
  return { ...opened, answer };
}

describe('orders as files', () => {
  it('count as taken once written, or wait for a report where the collector acknowledges', async () => {
    for (const [acknowledged, state] of [
      [false, 'delivered'],
      [true, 'handed over'],
    ] as const) {
      const { collector, target } = open({ acknowledged });
      expect(await collector.deliver(orderOf(target))).toMatchObject({ state });
      expect(await collector.trace(KEY, orderOf(target).content)).toBe(state);
      expect(await collector.deliver(instructionOf(target, WORDS.withdrawal))).toMatchObject({ state });
      expect(await collector.deliver(instructionOf(target, WORDS.booking))).toMatchObject({
        state: 'delivered',
      });
    }
  });

  it('lie beside their documents, in a folder of the order', async () => {
    const { outbox, collector, target } = open({ acknowledged: false });
    const bytes = Buffer.from('x');
    await collector.deliver(orderOf(target, {}, [{ name: 'contract.pdf', type: 'application/pdf', bytes }]));
    expect(readdirSync(join(outbox, 'alpha'), { recursive: true }).map(String).sort()).toEqual([
      expect.stringMatching(/^case\+acme\+INV%2F1-1\+order~[0-9a-f]{16}$/),
      expect.stringMatching(/^case\+acme\+INV%2F1-1\+order~[0-9a-f]{16}\.json$/),
      expect.stringMatching(/order~[0-9a-f]{16}\/2d711642b726-contract\.pdf$/),
    ]);
  });

  it('go to no share that is not there, and go once it is', async () => {
    const share = join(tempFolder(), 'share');
    for (const acknowledged of [false, true]) {
      const { collector, target } = open({ folder: share, acknowledged });
      const document = { name: 'a.txt', type: 'text/plain', bytes: Buffer.from('x') };
      const failure = await failureOf(collector.deliver(orderOf(target, {}, [document])));
      expect(failure).toMatchObject({ isTemporary: true, mayHaveArrived: false });
      expect(failure.message).toContain(share);
      expect(existsSync(share)).toBe(false);
      mkdirSync(share);
      await collector.deliver(orderOf(target, {}, [document]));
      rmSync(share, { recursive: true });
    }
  });

  it('do not come back when a folder of ours was taken away', async () => {
    const { outbox, collector, target } = await ordered({ acknowledged: false });
    rmSync(join(outbox, 'alpha'), { recursive: true });
    expect(await failureOf(collector.deliver(orderOf(target)))).toMatchObject({ isTemporary: true });
  });
});

describe('answers as files', () => {
  it('of several the highest revision counts, whatever their names', async () => {
    const { ask, answer } = await ordered();
    expect(await ask()).toBeNull();
    answer('', reportOf({ revision: 2, status: 'received' }));
    answer('-a', reportOf({ revision: 10, status: 'closed' }));
    answer('-b', reportOf({ revision: 9 }));
    expect(await ask()).toMatchObject({ revision: 10, status: 'closed' });
  });

  it('one that is wrong is told every time until it is mended; the good ones count, nothing is lost', async () => {
    const { ask, answer, answers } = await ordered();
    answer('-1', reportOf());
    answer(
      '-2',
      reportOf({ revision: 2, receipts: [{ id: 'r', amount: '1,00', currency: 'EUR', on: '2026-04-01' }] }),
    );
    for (const time of [1, 2]) {
      const refused = (await failureOf(ask())) as CollectorReportRefused;
      expect([time, refused.report]).toMatchObject([time, { revision: 1 }]);
      expect(refused.message).toMatch(/-2\.json: receipts\[0\]\.amount: "1,00" has a decimal comma/);
    }
    const notes = readdirSync(answers).filter((name) => name.endsWith('.refused.txt'));
    expect(notes).toHaveLength(1);
    expect(readFileSync(join(answers, notes[0] ?? ''), 'utf8')).toMatch(
      /is refused:\n- receipts\[0\]\.amount/,
    );
    answer('-2', reportOf({ revision: 2 }));
    expect(await ask()).toMatchObject({ revision: 2 });
  });

  it.each([
    ['half of it', '{"format":"dunwell/coll', /no JSON/],
    ['too large', ' '.repeat(1024 * 1024 + 1), /it has 1048577 bytes; write at most 1048576/],
    [
      'about another order',
      JSON.stringify(reportOf({ order: 'case/acme/2/order' })),
      /is not the order of file/,
    ],
  ])('one that is %s is refused in words', async (_, text, reason) => {
    const { ask, answer } = await ordered();
    answer('', text);
    expect(await failureOf(ask())).toBeInstanceOf(CollectorReportRefused);
    expect((await failureOf(ask())).message).toMatch(reason);
  });

  it('two that differ under one revision are told, as one of them would be lost', async () => {
    const { ask, answer } = await ordered();
    answer('-1', reportOf());
    answer('-2', reportOf({ status: 'closed' }));
    expect((await failureOf(ask())).message).toMatch(/revision: 1 stands in .*-1\.json with other content/);
    answer('-2', reportOf());
    expect(await ask()).toMatchObject({ revision: 1, status: 'accepted' });
  });

  it('of another order do not count', async () => {
    const { ask, answers } = await ordered();
    writeFileSync(
      join(answers, 'case+acme+2+order.json'),
      JSON.stringify(reportOf({ order: 'case/acme/2/order' })),
    );
    expect(await ask()).toBeNull();
  });

  it('whose folder cannot be read are a temporary failure', async () => {
    const { ask, outbox } = await ordered();
    rmSync(join(outbox, 'alpha'), { recursive: true });
    expect(await failureOf(ask())).toMatchObject({ isTemporary: true });
  });
});
