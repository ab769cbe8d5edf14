import type { Day } from '../kernel/day.ts';
import { formatDay } from '../kernel/day.ts';
import { money } from '../kernel/money.ts';
import { type Agreement, AgreementKind } from './agreement.ts';
import { isCovered, paidBy } from './judge.ts';

/** `payment plan 12`: as people and audit trails name it. */
export function agreementNamed({ kind, id }: Pick<Agreement, 'kind' | 'id'>): string {
  return `${kind} ${id}`;
}

/** Where an active agreement stands: `payment plan 12: 50.00 of 100.00 EUR paid; instalment 2 of 4, …`. */
export function agreementInWords(agreement: Agreement, today: Day): string {
  const { kind, instalments, currency } = agreement;
  const total = instalments.reduce((sum, { amount }) => sum + amount, 0);
  const paid = Math.max(0, paidBy(agreement, today));
  const next = instalments.find((one) => !isCovered(agreement, one, today));
  const said = `${agreementNamed(agreement)}: ${money(Math.min(paid, total), currency)} of ${money(total, currency)} paid`;
  if (next === undefined) return said;
  const what =
    kind === AgreementKind.PLAN ? `next is instalment ${next.nr} of ${instalments.length}` : 'promised';
  return `${said}, ${what}, ${money(next.amount, currency)} by ${formatDay(next.dueOn)}`;
}
