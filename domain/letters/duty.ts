import { LevelKind } from '../invoice/policy.ts';

/** What the law of some countries wants a letter to say; each has sentences of its own. */
export const LetterDuty = {
  /** NL: what the notice must say to a consumer before collection costs are owed. */
  FOURTEEN_DAYS: 'fourteenDays',
  /** BE: the first reminder to a consumer is free and leaves fourteen days. */
  FREE_REMINDER: 'freeReminder',
  /** NO: the warning before collection. */
  INKASSOVARSEL: 'inkassovarsel',
  /** SE: the demand before collection. */
  INKASSOKRAV: 'inkassokrav',
  /** FI: the demand before collection. */
  PAYMENT_DEMAND: 'paymentDemand',
} as const;
export type LetterDuty = (typeof LetterDuty)[keyof typeof LetterDuty];

/** What is known of a letter where the law is asked what it must say. */
interface LetterToJudge {
  /** The creditor's, with or without its region. */
  readonly country: string;
  readonly isConsumer: boolean;
  readonly kind: LevelKind;
  /** Place of its level, from 1. */
  readonly number: number;
  /** True when costs will be asked for once the notice has run out. */
  readonly hasCostsToCome: boolean;
}

/** What the law of the creditor's country wants said in a letter; null where it wants nothing said. */
export function dutyOf({
  country,
  isConsumer,
  kind,
  number,
  hasCostsToCome,
}: LetterToJudge): LetterDuty | null {
  const isNotice = kind === LevelKind.notice;
  switch (country.slice(0, 2)) {
    case 'NL':
      return isNotice && isConsumer && hasCostsToCome ? LetterDuty.FOURTEEN_DAYS : null;
    case 'BE':
      return number === 1 && isConsumer ? LetterDuty.FREE_REMINDER : null;
    case 'NO':
      return isNotice ? LetterDuty.INKASSOVARSEL : null;
    case 'SE':
      return isNotice ? LetterDuty.INKASSOKRAV : null;
    case 'FI':
      return isNotice && isConsumer ? LetterDuty.PAYMENT_DEMAND : null;
    default:
      return null;
  }
}
