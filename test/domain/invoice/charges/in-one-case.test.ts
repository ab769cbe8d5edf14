import { expect, it } from 'vitest';
import { caseCharged } from '../../../../domain/invoice/charges/charge.ts';
import { start } from '../../../../domain/invoice/decision.ts';
import { CustomerKind } from '../../../../domain/kernel/customer-kind.ts';
import { situation } from '../../../../domain/kernel/situation.ts';
import { aClaim, anInvoice, at } from '../an-invoice.ts';
import { ALL_CHARGES, charging } from './some-charges.ts';

const policy = charging({ costs: ALL_CHARGES.costs });
const business = { kind: CustomerKind.business };

function costsOf(...invoices: ReturnType<typeof anInvoice>[]): number[] {
  const all = invoices.map(({ facts, calendar }) => ({
    decision: start(facts),
    moment: situation({ policy, calendar }, at('2026-03-05 12:00')),
  }));
  return caseCharged(all).map(({ decision }) =>
    decision.entries.reduce((sum, { amount }) => sum + amount, 0),
  );
}

it('invoices that go to one case have their costs by the scale of their sum, spread by principal', () => {
  const of = (number: string, amount: number) => anInvoice({ number, amount, policy, customer: business });
  expect(costsOf(of('1', 10_000))).toEqual([4_000]);
  expect(costsOf(of('1', 10_000), of('2', 10_000), of('3', 10_000))).toEqual([1_500, 1_500, 1_500]);
  expect(costsOf(of('1', 10_000), of('2', 20_001))).toEqual([1_500, 3_000]);
});

it('a consumer among them whose notice has not run out has none, and those that have them already no more', () => {
  const noticed = aClaim('2026-03-01', { number: '1', amount: 10_000, policy });
  expect(costsOf(noticed)).toEqual([0]);
  const once = anInvoice({ number: '2', amount: 10_000, policy, customer: business });
  const entry = { externalId: 'invoice/acme/2/1/level/notice/costs', kind: 'cost' as const, amount: 4_000 };
  const charged = once.with({ ledger: [{ ...entry, bookedOn: 20_000, recordedAt: 0 }] });
  expect(costsOf(charged, anInvoice({ number: '3', amount: 10_000, policy, customer: business }))).toEqual([
    0, 4_000,
  ]);
});
