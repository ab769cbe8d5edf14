import { LevelKind } from '../invoice/policy.ts';
import type { CustomerKind } from '../kernel/customer-kind.ts';
import { type Day, formatDay } from '../kernel/day.ts';
import type { FeeRule } from './charge-rules.ts';
import { type FeeLaw, feeLaw } from './fee-law.ts';
import { partOf } from './rate.ts';
import { onScale } from './scale.ts';
import { type Row, rowOn, whyNoRow } from './table.ts';
import type { FeeAmounts, LetterFee } from './tables/fees.ts';
import { WHOM } from './whom.ts';

/** A letter that went out before, with the fee it charged. */
export interface EarlierLetter {
  readonly on: Day;
  readonly kind: LevelKind;
  readonly fee: number;
}

interface FeeQuestion {
  readonly rule: FeeRule;
  readonly country: string;
  readonly currency: string;
  readonly kind: CustomerKind;
  readonly level: LevelKind;
  /** The local day of the letter. */
  readonly on: Day;
  readonly dueOn: Day;
  readonly openPrincipal: number;
  /** All letters about this invoice, in order, those of earlier rounds too. */
  readonly earlier: readonly EarlierLetter[];
}

/** The fee of one letter with where it comes from; `because` says why it is less than the policy asks. */
export type FeeOrNot =
  | {
      readonly ok: true;
      readonly amount: number;
      readonly law: string;
      readonly source: string;
      readonly because: string | null;
    }
  | { readonly ok: false; readonly reason: string };

const POLICY = 'policy';
const INSTEAD = 'write the amount of the fee into the policy, or none';

/** The fee of a letter, never more than the law lets such a letter ask on that day. */
export function feeOfLetter(question: FeeQuestion): FeeOrNot {
  const { rule, country, currency, kind, on } = question;
  const found = feeLaw(country, kind);
  const law = found?.currency === currency ? found : undefined;
  const row = law === undefined ? undefined : rowOn(law.amounts, on);
  const asked = askedFee(question, law, row);
  if (typeof asked !== 'number') return { ok: false, reason: asked.reason };
  const isStatutory = rule.kind === 'statutory';
  const stands = {
    ok: true,
    amount: asked,
    law: isStatutory && law !== undefined ? law.amounts.law : POLICY,
    source: isStatutory && row !== undefined ? row.source : POLICY,
    because: null,
  } as const;
  if (asked === 0 || law === undefined) return stands;
  const why = whyNone(question, law);
  if (why !== null) return { ...stands, amount: 0, because: `${why} (${law.amounts.law})` };
  const most = mostNow(question, law, row);
  if (asked <= most) return stands;
  return { ...stands, amount: most, because: `the law allows no more (${law.amounts.law})` };
}

/** What the policy asks for the letter, before the law is held against it. */
function askedFee(
  question: FeeQuestion,
  law: FeeLaw | undefined,
  row: Row<FeeAmounts> | undefined,
): number | { readonly reason: string } {
  const { rule, country, currency, kind, on, openPrincipal } = question;
  switch (rule.kind) {
    case 'none':
      return 0;
    case 'fixed':
      return rule.amount;
    case 'percent':
      return partOf(openPrincipal, rule.rate);
    case 'statutory':
      if (law === undefined) {
        return {
          reason: `there is no table of fees for ${WHOM[kind]} in ${country} in ${currency}; ${INSTEAD}`,
        };
      }
      if (row === undefined) return { reason: whyNoRow(law.amounts, on, INSTEAD) };
      return onScale(feeFor(question, row.value).named, openPrincipal);
    default:
      return rule satisfies never;
  }
}

function feeFor({ level, earlier }: FeeQuestion, amounts: FeeAmounts): LetterFee {
  if (level === LevelKind.reminder) return amounts.reminder;
  const isLater = earlier.some((letter) => letter.kind === LevelKind.notice && letter.fee > 0);
  return isLater ? (amounts.laterNotice ?? amounts.notice) : amounts.notice;
}

/** Why such a letter may charge no fee on its day; null where it may. */
function whyNone({ on, dueOn, earlier }: FeeQuestion, law: FeeLaw): string | null {
  const { daysAfterDue, daysSincePrevious = 0, mostLetters, isFirstFree = false } = law;
  const previous = earlier.at(-1);
  if (isFirstFree && previous === undefined) return 'the first letter is free';
  if (daysAfterDue !== undefined && on < dueOn + daysAfterDue) {
    return `no fee before ${formatDay(dueOn + daysAfterDue)}, ${daysAfterDue} days after the due date`;
  }
  if (previous !== undefined && on < previous.on + daysSincePrevious) {
    return `the letter before went out on ${formatDay(previous.on)}, less than ${daysSincePrevious} days earlier`;
  }
  const charged = earlier.filter(({ fee }) => fee > 0).length;
  if (mostLetters !== undefined && charged >= mostLetters) {
    return `${charged} letters have charged a fee, and no more may`;
  }
  return null;
}

/** The most that the letter may charge, by its kind and by what was charged before. */
function mostNow(question: FeeQuestion, law: FeeLaw, row: Row<FeeAmounts> | undefined): number {
  const { openPrincipal, earlier } = question;
  const most = row === undefined ? null : feeFor(question, row.value).most;
  const ofLetter = most === null ? Number.MAX_SAFE_INTEGER : onScale(most, openPrincipal);
  if (law.total === undefined) return ofLetter;
  const charged = earlier.reduce((sum, { fee }) => sum + fee, 0);
  return Math.min(ofLetter, Math.max(0, onScale(law.total, openPrincipal) - charged));
}
