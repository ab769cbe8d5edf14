import { LevelKind } from '../invoice/policy.ts';

/** What a letter or mail to a customer can be about; each has its own words. */
export const LetterText = {
  /** Before the due date: no reminder, no fee. */
  COURTESY: 'courtesy',
  FIRST_REMINDER: 'firstReminder',
  SECOND_REMINDER: 'secondReminder',
  /** The third reminder and those after it. */
  LATER_REMINDER: 'laterReminder',
  /** The reminder marked `final: true`. */
  FINAL_REMINDER: 'finalReminder',
  /** The notice, when a reminder was the final one. */
  NOTICE: 'notice',
  /** The notice, when it is itself the final reminder. */
  FINAL_NOTICE: 'finalNotice',
  PLAN_AGREED: 'planAgreed',
  /** Before an instalment of a payment plan. */
  PLAN_INSTALMENT: 'planInstalment',
  PLAN_BROKEN: 'planBroken',
  PLAN_KEPT: 'planKept',
  /** Takes a letter back that should not have gone out. */
  CORRECTION: 'correction',
} as const;
export type LetterText = (typeof LetterText)[keyof typeof LetterText];

export const LETTER_TEXTS = Object.values(LetterText);

/** What is known of a level where its words are chosen. */
export interface LevelInPath {
  readonly kind: LevelKind;
  /** Its place among the levels, from 1. */
  readonly number: number;
  readonly final: boolean;
}

/** The words of a level: a second reminder does not read like the first. */
export function textOfLevel({ kind, number, final }: LevelInPath): LetterText {
  if (kind === LevelKind.notice) return final ? LetterText.FINAL_NOTICE : LetterText.NOTICE;
  if (final) return LetterText.FINAL_REMINDER;
  if (number <= 1) return LetterText.FIRST_REMINDER;
  return number === 2 ? LetterText.SECOND_REMINDER : LetterText.LATER_REMINDER;
}
