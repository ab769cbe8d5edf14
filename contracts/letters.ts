import type { Day } from '../domain/kernel/day.ts';
import type { LetterDuty } from '../domain/letters/duty.ts';
import type { OwnTexts } from '../domain/letters/own-texts.ts';
import type { OpenComponents, Recipient } from './claim.ts';

/** An invoice as a letter names it. */
export interface InvoiceOfLetter {
  readonly number: string;
  readonly reference: string | null;
  readonly issuedOn: Day;
  readonly dueOn: Day | null;
  readonly amount: number;
  readonly currency: string;
}

/** One of several invoices that one letter is about. */
export interface InvoiceLine extends InvoiceOfLetter {
  readonly open: OpenComponents;
  /** Its own payment deadline, where it has one. */
  readonly payBy: Day | null;
}

/** The frozen facts that every letter or mail to a customer is written from, whatever it says. */
export interface LetterFacts {
  readonly creditor: { readonly id: string; readonly name: string; readonly country: string };
  readonly recipient: Recipient;
  /** Language of the letter: the customer's, else the creditor's. */
  readonly language: string;
  /** The invoice; of several the oldest. */
  readonly invoice: InvoiceOfLetter;
  /** All of them, where one letter is about several; `open` is then what they have open together. */
  readonly lines?: readonly InvoiceLine[];
  readonly open: OpenComponents;
  /** Day the letter is written for. */
  readonly on: Day;
  /** The creditor's own texts, as they were published when the letter was planned; absent where it has none. */
  readonly ownTexts?: PinnedTexts;
}

/** An instalment of a payment plan. */
export interface InstalmentLine {
  readonly dueOn: Day;
  /** Minor units. */
  readonly amount: number;
}

/** What the law of the creditor's country wants said in a letter, and what that needs to be known. */
export interface FrozenDuty {
  readonly duty: LetterDuty;
  /** Costs that will be owed when the term has run out, in minor units; null where none are asked for. */
  readonly costsToCome: number | null;
}

/** The texts of a creditor's own, named by what they say. */
interface PinnedTexts {
  readonly hash: string;
  /** Read from the books for the hand-over; what is kept with an effect is the hash alone. */
  readonly says?: OwnTexts;
}
