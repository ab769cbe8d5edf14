import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openOn } from '../../../../domain/invoice/transfer-run.ts';
import { CustomerKind } from '../../../../domain/kernel/customer-kind.ts';
import { type Day, formatDay } from '../../../../domain/kernel/day.ts';
import { EntryKind, type LedgerEntry } from '../../../../domain/kernel/ledger.ts';
import { livingInvoice } from '../a-living-invoice.ts';
import { anInvoice, day } from '../an-invoice.ts';
import { simulated } from '../the-path.ts';
import { ALL_CHARGES, charging } from './some-charges.ts';

const LAST = day('2026-04-10');

const bookings = fc
  .array(
    fc.record({
      kind: fc.constantFrom(EntryKind.PAYMENT, EntryKind.PAYMENT, EntryKind.CREDIT, EntryKind.REVERSAL),
      amount: fc.constantFrom(100_000, 99_500, 40_000, 500, 1),
      on: fc.integer({ min: day('2026-01-20'), max: LAST }),
    }),
    { maxLength: 5 },
  )
  .map((all) => all.sort((a, b) => a.on - b.on));

const chargesOf = (ledger: readonly LedgerEntry[]) =>
  ledger
    .filter(({ externalId }) => externalId.startsWith('invoice/'))
    .map(({ externalId, amount, bookedOn }) => `${externalId} ${amount} ${formatDay(bookedOn)}`);

it('a path adds the same whether its bookings are told on their days or known from the start', () => {
  let charged = 0;
  fc.assert(
    fc.property(
      bookings,
      fc.constantFrom(10, 20, 30),
      fc.constantFrom(...Object.values(CustomerKind)),
      (all, mode, kind) => {
        const policy = charging(ALL_CHARGES, { transfer: { mode: mode as 10 | 20 | 30 } });
        const invoice = anInvoice({ amount: 100_000, policy, customer: { kind } });
        const known = all.reduce(
          (one, { kind, amount, on }) => one.withBooking(kind, amount, formatDay(on)),
          invoice,
        );
        const rehearsed = simulated(known, { until: `${formatDay(LAST)} 23:59` }).facts;

        const living = livingInvoice(invoice);
        let now: Day = invoice.facts.startsOn;
        for (const { kind, amount, on } of all) {
          if (on > now) living.until(`${formatDay(on - 1)} 23:59`);
          living.until(`${formatDay(on)} 00:00`).book(kind, amount);
          now = on;
        }
        const { facts } = living.until(`${formatDay(LAST)} 23:59`);

        expect(chargesOf(facts.ledger)).toEqual(chargesOf(rehearsed.ledger));
        expect(openOn(facts, LAST)).toEqual(openOn(rehearsed, LAST));
        expect(facts.state.stage).toBe(rehearsed.state.stage);
        charged += chargesOf(facts.ledger).length;
      },
    ),
    { numRuns: 150, seed: 5 },
  );
  expect(charged).toBeGreaterThan(150);
});
