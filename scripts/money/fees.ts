import { LevelKind } from '../../domain/invoice/policy.ts';
import { CustomerKind } from '../../domain/kernel/customer-kind.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { type EarlierLetter, feeOfLetter } from '../../domain/money/fee.ts';
import { FEE_LAWS, type FeeLaw } from '../../domain/money/fee-law.ts';
import type { LetterFee } from '../../domain/money/tables/fees.ts';
import { amount, day, rows, scale } from './write.ts';

export function feeTables(): string {
  const body = Object.entries(FEE_LAWS).flatMap(([country, law]) =>
    Object.entries(law).flatMap(([kind, one]) =>
      one.amounts.rows.map(({ from, until, value, source }) => [
        country,
        kind,
        `${formatDay(from)} ${until === null ? 'on' : `to ${formatDay(until)}`}`,
        letter(value.reminder),
        [
          letter(value.notice),
          value.laterNotice === undefined ? '' : `later ones: ${letter(value.laterNotice)}`,
        ]
          .filter((part) => part !== '')
          .join('<br>'),
        one.currency,
        limits(one),
        one.amounts.law,
        source,
      ]),
    ),
  );
  return rows(['country', 'towards', 'from', 'reminder', 'notice', '', 'and', 'law', 'source'], body);
}

const DUE = day('2026-03-02');

/** Four Danish letters, one of them too early: what each may charge. */
export function feeExample(): string {
  const earlier: EarlierLetter[] = [];
  const sent = ['2026-03-09', '2026-03-23', '2026-03-30', '2026-04-13', '2026-04-27'];
  const body = sent.map((date) => {
    const on = day(date);
    const fee = feeOfLetter({
      rule: { kind: 'statutory' },
      country: 'DK',
      currency: 'DKK',
      kind: CustomerKind.consumer,
      level: LevelKind.reminder,
      on,
      dueOn: DUE,
      openPrincipal: 50_000,
      earlier,
    });
    if (!fee.ok) throw new Error(fee.reason);
    earlier.push({ on, kind: LevelKind.reminder, fee: fee.amount });
    return [date, amount(fee.amount), fee.because ?? ''];
  });
  return rows(['letter', 'fee', 'because'], body);
}

function letter({ named, most }: LetterFee): string {
  return most === null ? `${scale(named)} (its limit is not covered)` : scale(named);
}

function limits({ daysAfterDue, daysSincePrevious, mostLetters, isFirstFree, total }: FeeLaw): string {
  return [
    isFirstFree === true ? ['the first letter is free'] : [],
    daysAfterDue === undefined ? [] : [`from day ${daysAfterDue} after the due date on`],
    daysSincePrevious === undefined ? [] : [`${daysSincePrevious} days after the letter before`],
    mostLetters === undefined ? [] : [`at most ${mostLetters} letters`],
    total === undefined ? [] : [`all together: ${scale(total)}`],
  ]
    .flat()
    .join('; ');
}
