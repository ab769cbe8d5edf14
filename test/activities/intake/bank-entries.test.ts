import { describe, expect, it } from 'vitest';
import { Deed } from '../../../contracts/unmatched.ts';
import { matchesOf } from '../../../db/intake/matches.ts';
import { Because, Step } from '../../../domain/invoice/plan.ts';
import { booking, day, deed, entry, invoice, type MoneyDesk, moneyDesk } from './money-desk.ts';

const IBAN = 'NL91 ABNA 0417 1643 00';

async function ruleOf(desk: MoneyDesk, id: number): Promise<readonly string[]> {
  return (await desk.deps.db.read((tx) => matchesOf(tx, id))).map(({ rule }) => rule);
}

async function openDesk(): Promise<MoneyDesk> {
  const desk = await moneyDesk();
  await desk.take(
    invoice('RE-2026/101', 'K1', { reference: 'RF18 5390 0754 7034' }),
    invoice('RE-2026/102', 'K1', { amount: 5_000 }),
    invoice('RE-2026/103', 'K1', { amount: 3_000 }),
    invoice('RE-2026/201', 'K2'),
  );
  return desk;
}

describe('Money on a bank statement is booked', () => {
  it.each([
    ['given apart', { structuredReference: 'RF18539007547034' }],
    ['in the text', { text: 'Invoice RF18 5390 0754 7034 thanks' }],
  ])('by a structured reference %s, also when it is too much', async (_, named) => {
    const desk = await openDesk();
    await desk.take(entry({ amount: 8_100, ...named }));
    expect(await desk.look('RE-2026/101')).toMatchObject({ stage: 'PAID', surplus: 100 });
    expect(await ruleOf(desk, 1)).toEqual(['structured reference']);
  });

  it.each([
    [7_999, 'OPEN', 1],
    [8_000, 'PAID', 0],
    [8_001, 'OPEN', 8_000],
  ])(
    'by the only open number in its text, when it is no more than is open: %i',
    async (amount, stage, open) => {
      const desk = await openDesk();
      await desk.take(entry({ amount, text: 'betreft re-2026/201, dank u' }));
      expect(await desk.look('RE-2026/201')).toMatchObject({ stage, openPrincipal: open });
    },
  );

  it.each(['RE-2026/201 en RE-2026/102', 'RE-2026/201, RE2026 102', 're2026-102; RE-2026/201'])(
    'not when two open numbers are in its text, however they are written: %s',
    async (text) => {
      const desk = await openDesk();
      await desk.take(entry({ amount: 100, text }));
      expect(await desk.unmatched()).toMatchObject([{ settled: 0, text }]);
    },
  );

  it('by the number that is open, when another in the text is paid', async () => {
    const desk = await openDesk();
    await desk.take(booking({ invoice: 'RE-2026/102', amount: 5_000 }));
    await desk.take(entry({ amount: 100, text: 'RE-2026/201 en RE-2026/102' }));
    expect(await desk.ledger('RE-2026/201')).toMatchObject([{ amount: 100 }]);
  });

  it('not when the number is written differently', async () => {
    const desk = await openDesk();
    await desk.take(entry({ amount: 8_000, text: 'RE2026 201' }));
    expect(await desk.unmatched()).toHaveLength(1);
  });

  it('not when the check digits of its reference are wrong', async () => {
    const desk = await openDesk();
    await desk.take(entry({ amount: 8_000, structuredReference: 'RF19539007547034' }));
    expect(await desk.unmatched()).toHaveLength(1);
  });

  it('by the account of a customer known from a match, when some of its open invoices sum up to it', async () => {
    const desk = await openDesk();
    await desk.take(entry({ amount: 100, text: 'rent', payerIban: IBAN }));
    await desk.take(deed({ deed: Deed.MATCH, entry: 1, parts: [{ invoice: 'RE-2026/101' }] }));
    await desk.take(entry({ amount: 8_000, text: 'rent', payerIban: 'NL91ABNA0417164300' }));
    expect((await desk.look('RE-2026/102')).stage).toBe('PAID');
    expect((await desk.look('RE-2026/103')).stage).toBe('PAID');
    expect((await desk.look('RE-2026/101')).openPrincipal).toBe(7_900);
  });

  it('not by an account that two customers pay from', async () => {
    const desk = await openDesk();
    await desk.take(entry({ amount: 100, payerIban: IBAN }), entry({ amount: 100, payerIban: IBAN }));
    await desk.take(
      deed({ deed: Deed.MATCH, entry: 1, parts: [{ invoice: 'RE-2026/101' }] }),
      deed({ deed: Deed.MATCH, entry: 2, parts: [{ invoice: 'RE-2026/201' }] }),
    );
    await desk.take(entry({ amount: 5_000, payerIban: IBAN }));
    expect(await desk.unmatched()).toMatchObject([{ customerId: null }]);
  });

  it('not by an account whose match was taken back', async () => {
    const desk = await openDesk();
    await desk.take(entry({ amount: 100, payerIban: IBAN }));
    await desk.take(
      deed({ deed: Deed.MATCH, entry: 1, parts: [{ invoice: 'RE-2026/101' }] }),
      deed({ deed: Deed.UNDO, entry: 1 }),
    );
    await desk.take(entry({ amount: 5_000, payerIban: IBAN }));
    expect(await desk.unmatched()).toHaveLength(2);
  });

  it('once, however often the statement is read', async () => {
    const desk = await openDesk();
    const one = entry({ amount: 8_000, text: 'RE-2026/201', externalId: 'b-1' });
    expect(await desk.take(one)).toMatchObject({ taken: 1 });
    expect(await desk.take(one)).toMatchObject({ unchanged: 1 });
    expect(await desk.take(entry({ amount: 1, externalId: 'b-1' }))).toMatchObject({
      refused: [expect.stringContaining('booked before')],
    });
    expect(await desk.ledger('RE-2026/201')).toHaveLength(1);
  });
});

it('Money from the account of one customer that no invoice fits keeps that customer’s letters back', async () => {
  const desk = await openDesk();
  await desk.take(entry({ amount: 100, payerIban: IBAN }));
  await desk.take(deed({ deed: Deed.MATCH, entry: 1, parts: [{ invoice: 'RE-2026/101' }] }));
  await desk.take(entry({ amount: 77, payerIban: IBAN }));
  expect(await desk.step('RE-2026/102', Step.SEND_REMINDER)).toMatchObject({
    because: Because.UNMATCHED_CREDIT,
  });
});

describe('A return', () => {
  const out = { direction: 'out', isReturn: true } as const;

  it.each([
    ['the end-to-end id', { endToEndId: 'e2e-1' }, 'e2e-1'],
    ['the bank’s id', {}, 'b-1'],
  ])('charges back the payment that it names by %s', async (_, named, returnOf) => {
    const desk = await openDesk();
    await desk.take(entry({ amount: 8_000, text: 'RE-2026/201', externalId: 'b-1', ...named }));
    expect((await desk.look('RE-2026/201')).stage).toBe('PAID');
    await desk.take(entry({ amount: 8_000, externalId: 'b-2', returnOf, returnReason: 'AC04', ...out }));
    expect((await desk.look('RE-2026/201')).stage).toBe('OPEN');
    expect((await desk.ledger('RE-2026/201')).at(-1)).toMatchObject({
      kind: 'chargeback',
      externalId: 'b-2',
    });
    expect(await desk.unmatched()).toEqual([]);
  });

  it('of a payment from a file charges that back', async () => {
    const desk = await openDesk();
    await desk.take(booking({ invoice: 'RE-2026/201', amount: 8_000, externalId: 'psp-1' }));
    await desk.take(entry({ amount: 8_000, returnOf: 'psp-1', ...out }));
    expect((await desk.look('RE-2026/201')).openPrincipal).toBe(8_000);
  });

  it.each(['before', 'after'])('of a payment that waits ends both, when it comes %s it', async (order) => {
    const desk = await openDesk();
    const rows = [
      entry({ amount: 8_000, text: 'who knows', endToEndId: 'e2e-1' }),
      entry({ amount: 8_000, returnOf: 'e2e-1', ...out }),
    ];
    for (const row of order === 'before' ? rows.reverse() : rows) await desk.take(row);
    expect(await desk.unmatched()).toEqual([]);
  });

  it('that came before its payment charges it back when that comes', async () => {
    const desk = await openDesk();
    await desk.take(entry({ amount: 8_000, returnOf: 'e2e-1', ...out }));
    expect(await desk.unmatched()).toMatchObject([{ kind: 'chargeback' }]);
    await desk.take(entry({ amount: 8_000, text: 'RE-2026/201', endToEndId: 'e2e-1' }));
    expect(await desk.look('RE-2026/201')).toMatchObject({ openPrincipal: 8_000, surplus: 0 });
    expect(await desk.unmatched()).toEqual([]);
  });

  it.each(['a statement', 'a file'])(
    'told twice under two ids charges a payment from %s back once: what is more waits for a person',
    async (from) => {
      const desk = await openDesk();
      const first = { amount: 3_000, externalId: 'p-1' };
      const number = 'RE-2026/201';
      await desk.take(
        from === 'a file' ? booking({ invoice: number, ...first }) : entry({ text: number, ...first }),
      );
      await desk.take(booking({ invoice: number, amount: 8_000, externalId: 'p-2' }));
      const back = { amount: 3_000, returnOf: 'p-1', ...out };
      await desk.take(entry({ ...back, externalId: 'r-1' }), entry({ ...back, externalId: 'r-2' }));
      expect(await desk.look(number)).toMatchObject({ stage: 'PAID', openPrincipal: 0 });
      expect(await desk.unmatched()).toMatchObject([{ externalId: 'r-2', kind: 'chargeback', settled: 0 }]);
    },
  );

  it('that came before a payment from a file whose invoice is not known yet ends both', async () => {
    const desk = await openDesk();
    await desk.take(entry({ amount: 8_000, returnOf: 'psp-1', ...out }));
    await desk.take(booking({ invoice: 'RE-2026/301', amount: 8_000, externalId: 'psp-1' }));
    expect(await desk.unmatched()).toEqual([]);
    await desk.take(invoice('RE-2026/301', 'K3'));
    expect(await desk.look('RE-2026/301')).toMatchObject({ stage: 'OPEN', openPrincipal: 8_000 });
  });

  it('of nothing that is known waits for a person', async () => {
    const desk = await openDesk();
    await desk.take(entry({ amount: 8_000, returnOf: 'nobody', ...out }));
    expect(await desk.unmatched()).toMatchObject([{ kind: 'chargeback', settled: 0 }]);
  });
});

describe('Other money that went out', () => {
  it('is kept apart and becomes a refund only when a person matches it', async () => {
    const desk = await openDesk();
    await desk.take(booking({ invoice: 'RE-2026/201', amount: 9_000 }));
    await desk.take(entry({ amount: 1_000, direction: 'out', text: 'salary' }));
    expect(await desk.unmatched()).toEqual([]);
    const [money] = await desk.unmatched({ notOurs: true });
    expect(money).toMatchObject({ kind: 'refund', bookedOn: day('2026-11-25') });
    await desk.take(deed({ deed: Deed.MATCH, entry: money!.id, parts: [{ invoice: 'RE-2026/201' }] }));
    expect(await desk.look('RE-2026/201')).toMatchObject({ stage: 'PAID', surplus: 0 });
  });
});
