import { describe, expect, it } from 'vitest';
import type { InvoiceFacts } from '../../../../domain/invoice/facts.ts';
import type { TransferMode } from '../../../../domain/invoice/policy.ts';
import { openOn } from '../../../../domain/invoice/transfer-run.ts';
import { formatDay } from '../../../../domain/kernel/day.ts';
import { reduces } from '../../../../domain/kernel/ledger.ts';
import { Allocated } from '../../../../domain/money/charge-rules.ts';
import { livingInvoice } from '../a-living-invoice.ts';
import { type AnInvoice, anInvoice, day } from '../an-invoice.ts';
import { simulated } from '../the-path.ts';
import { ALL_CHARGES, BUSINESS, both, charging } from './some-charges.ts';

/** What dunning booked: `fee 5.00 on 2026-02-11`, by the last parts of its id. */
function charges({ ledger }: InvoiceFacts): string[] {
  return ledger
    .filter(({ externalId }) => externalId.startsWith('invoice/'))
    .map(({ externalId, amount, bookedOn }) => {
      const [, , , round, ...name] = externalId.split('/');
      return `${round}/${name.join('/')} ${amount} on ${formatDay(bookedOn)}`;
    });
}

const charged = (invoice: AnInvoice, until?: string) =>
  charges(simulated(invoice, until === undefined ? {} : { until }).facts);

/** A consumer's 1,000.00 due on 2026-02-04, at 4 % in 2026: 0.1096 a day. */
const consumer = (mode: TransferMode = 20) =>
  anInvoice({ amount: 100_000, policy: charging(ALL_CHARGES, { transfer: { mode } }) });
const business = () => anInvoice({ amount: 100_000, policy: charging(ALL_CHARGES), customer: BUSINESS });

describe('what dunning adds to a claim', () => {
  it('is interest with each letter and the transfer, and a consumer’s costs at the listing', () => {
    expect(charged(consumer())).toEqual([
      '1/level/reminder-1/interest 77 on 2026-02-11',
      '1/level/reminder-2/interest 153 on 2026-02-25',
      '1/level/notice/interest 154 on 2026-03-11',
      '1/level/notice/costs 15000 on 2026-03-26',
      '1/transfer/1/interest 219 on 2026-03-31',
    ]);
  });

  it('has the costs that the notice named: those of what is not disputed', () => {
    const invoice = consumer();
    const dispute = { id: 1, amount: 60_000, status: 'OPEN', forgivenBefore: null } as const;
    expect(charged(invoice.with({ dispute })).filter((one) => one.includes('costs'))).toEqual([
      '1/level/notice/costs 6000 on 2026-03-26',
    ]);
  });

  it('is booked in mode 10 with the transfer, which no listing comes before', () => {
    expect(charged(consumer(10)).slice(3)).toEqual([
      '1/level/notice/costs 15000 on 2026-03-26',
      '1/transfer/1/interest 164 on 2026-03-26',
    ]);
  });

  it('has a fee with each letter where the law lets a business be asked for one', () => {
    expect(charged(business(), '2026-03-12 00:00').filter((one) => one.includes('fee'))).toEqual([
      '1/level/reminder-1/fee 500 on 2026-02-11',
      '1/level/reminder-2/fee 750 on 2026-02-25',
      '1/level/notice/fee 1000 on 2026-03-11',
    ]);
  });

  it('is a part of the open principal where the fee is one', () => {
    const fees = { 'reminder-1': both({ kind: 'percent', rate: 25_000 } as const) };
    const invoice = anInvoice({ amount: 100_000, policy: charging({ fees }), customer: BUSINESS });
    expect(charged(invoice.paid(40_010, '2026-02-10'))).toEqual([
      '1/level/reminder-1/fee 1500 on 2026-02-11',
    ]);
  });

  it('is on what is unpaid when it is booked', () => {
    const partPaid = consumer().paid(60_000, '2026-03-20');
    expect(charged(partPaid).slice(3)).toEqual([
      '1/level/notice/costs 6058 on 2026-03-26',
      '1/transfer/1/interest 140 on 2026-03-31',
    ]);
  });

  it('comes to the same interest in many letters as in one', () => {
    const sum = (invoice: AnInvoice) =>
      simulated(invoice)
        .facts.ledger.filter(({ kind }) => kind === 'interest')
        .reduce((all, { amount }) => all + amount, 0);
    const once = charging({ interest: ALL_CHARGES.interest }, { levels: consumer().policy.levels.slice(2) });
    expect(sum(consumer())).toBe(sum(anInvoice({ amount: 100_000, policy: once })));
  });

  it.each([
    [10_000, 999, []],
    [10_000, 1_000, ['1/level/reminder-1/fee 500 on 2026-02-11']],
    [10_000, 1_001, ['1/level/reminder-1/fee 500 on 2026-02-11']],
  ])(
    'of %i with %i left is nothing where the rest is below the minimum: a fee makes no claim',
    (amount, left, fees) => {
      const policy = charging({ fees: ALL_CHARGES.fees });
      const invoice = anInvoice({ amount, policy, customer: BUSINESS }).paid(amount - left, '2026-02-05');
      expect(charged(invoice, '2026-02-12 00:00')).toEqual(fees);
    },
  );

  it('is no costs on a claim that its amount keeps from the transfer', () => {
    expect(charged(consumer().paid(99_500, '2026-03-20')).filter((one) => one.includes('costs'))).toEqual([]);
  });

  it('goes to what the policy says first', () => {
    const allocation = [Allocated.principal, Allocated.costs, Allocated.interest] as const;
    const open = (policy: ReturnType<typeof charging>) => {
      const invoice = anInvoice({ amount: 10_000, policy, customer: BUSINESS }).paid(4_000, '2026-02-16');
      const { facts } = simulated(invoice, { until: '2026-02-17 00:00' });
      const { principal, fees } = openOn(facts, day('2026-02-16'));
      return { principal, fees };
    };
    const { fees } = ALL_CHARGES;
    expect(open(charging({ fees }))).toEqual({ principal: 6_500, fees: 0 });
    expect(open(charging({ fees, allocation }))).toEqual({ principal: 6_000, fees: 500 });
  });
});

describe('the same charge', () => {
  it('is booked once in a round, and again in the next', () => {
    const invoice = livingInvoice(business(), '2026-02-01').until('2026-02-12 00:00');
    expect(invoice.ask('close', { reason: 'x' })).toMatch(/closed/);
    expect(invoice.ask('restart', { level: 'reminder-1' })).toMatch(/round 2/);
    invoice.until('2026-02-13 00:00');
    expect(charges(invoice.facts).filter((one) => one.includes('/fee'))).toEqual([
      '1/level/reminder-1/fee 500 on 2026-02-11',
      '2/level/reminder-1/fee 500 on 2026-02-12',
    ]);
  });

  it('is no costs twice, though a reversal brings a claim back on the list', () => {
    const again = consumer().paid(120_000, '2026-03-27').reversed(120_000, '2026-04-10');
    expect(charged(again).filter((one) => one.includes('costs'))).toHaveLength(1);
  });

  it('is taken back when the due date moves beyond the notice’s deadline, and comes with the new one', () => {
    const invoice = livingInvoice(consumer(20), '2026-02-01').until('2026-03-27 00:00');
    invoice.ask('changeDueDate', { dueOn: '2026-04-10' });
    expect(charges(invoice.facts).slice(3)).toEqual([
      '1/level/notice/costs 15000 on 2026-03-26',
      '1/level/notice/costs/undone 15000 on 2026-03-26',
    ]);
    invoice.until('2026-04-12 00:00');
    expect(charges(invoice.facts).at(-1)).toBe('1/level/notice/costs/2 15000 on 2026-04-11');
  });
});

describe('a payment in time', () => {
  it('leaves nothing to be added', () => {
    expect(charged(consumer().paid(100_000, '2026-02-11'))).toEqual([]);
  });

  it('keeps what was booked from being more than the ledger says, in whatever order it is told', () => {
    const { facts } = simulated(consumer().paid(50_000, '2026-02-20'));
    const total = facts.ledger.reduce(
      (sum, { kind, amount }) => sum + (reduces(kind) ? -amount : amount),
      facts.amount,
    );
    expect(openOn(facts, day('2026-12-31')).total).toBe(total);
  });
});
