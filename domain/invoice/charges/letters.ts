import type { EarlierLetter } from '../../money/fee.ts';
import type { SentLetter } from '../../money/sent-letter.ts';
import type { InvoiceFacts } from '../facts.ts';
import { levelKey } from '../keys.ts';
import { LevelKind } from '../policy.ts';
import { standingUnder } from './booking.ts';

/** The first letter of the invoice; null while there was none. */
export function firstLetterOf({ letters = [] }: InvoiceFacts): SentLetter | null {
  return letters[0] ?? null;
}

/** The notice that stands: one that came back is none. */
export function noticeOf({ letters = [], state }: InvoiceFacts): SentLetter | null {
  if (state.noticeDeliveredOn === null) return null;
  return letters.findLast(({ kind }) => kind === LevelKind.notice) ?? null;
}

/** All letters with the fees that they charged. */
export function earlierLetters({ creditor, number, letters = [], ledger }: InvoiceFacts): EarlierLetter[] {
  return letters.map(({ level, kind, round, on }) => {
    const fees = standingUnder(ledger, levelKey({ creditor, number, round }, level), 'fee');
    return { on, kind, fee: fees.reduce((sum, { amount }) => sum + amount, 0) };
  });
}
