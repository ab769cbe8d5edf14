import type { CustomerKind } from '../../../domain/kernel/customer-kind.ts';
import { formatDay, parseDay } from '../../../domain/kernel/day.ts';
import { type Accrual, accrueInterest } from '../../../domain/money/accrual.ts';
import { interestTerms } from '../../../domain/money/interest-terms.ts';
import { formatRate } from '../../../domain/money/rate.ts';

export const day = (text: string) => parseDay(text)!;

export function statutoryTerms(country: string, kind: CustomerKind) {
  const found = interestTerms({ kind: 'statutory', start: 'law' }, country, kind);
  if (!found.ok || found.terms === null) throw new Error(JSON.stringify(found));
  return found.terms;
}

/** Interest on one principal by the law of a country, from a day up to and including another. */
export function statutory(
  country: string,
  kind: CustomerKind,
  principal: number,
  from: string,
  through: string,
): Accrual {
  const standings = [{ from: day(from), principal, interestSettled: 0 }];
  const terms = statutoryTerms(country, kind);
  return accrueInterest({ terms, from: day(from), through: day(through), standings });
}

/** Each segment in one line, or why there are none. */
export function lines(accrual: Accrual): readonly string[] {
  if (!accrual.ok) return [accrual.reason];
  return accrual.segments.map((s) =>
    [formatDay(s.from), s.days, formatRate(s.rate), s.principal + s.capitalised, s.amount].join(' '),
  );
}

export function total(accrual: Accrual): number | string {
  return accrual.ok ? accrual.total : accrual.reason;
}
