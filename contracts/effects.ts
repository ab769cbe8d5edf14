import type { Day, Instant } from '../domain/kernel/day.ts';
import type { InstructionContent, OrderContent } from './collector.ts';
import type { FrozenDuty, InstalmentLine, LetterFacts } from './letters.ts';
import type { SignalContent } from './signals.ts';

/** The frozen snapshot a reminder or notice is rendered from; its total equals the ledger's at the last look. */
export interface LevelContent extends LetterFacts {
  readonly kind: 'level';
  readonly level: {
    readonly name: string;
    readonly kind: 'reminder' | 'notice';
    readonly number: number;
    readonly final: boolean;
  };
  /** The notice's deadline; null on reminders. */
  readonly payBy: Day | null;
  /** What the law wants it to say; absent where it wants nothing. */
  readonly duty?: FrozenDuty;
  /** Where the money goes; absent when the creditor told no account that takes it. */
  readonly payTo?: PayTo;
  /** The final reminder offers to pass contact data on to the municipality; absent when it does not. */
  readonly signalOffer?: SignalOffer;
  /** The instalment of a payment plan that it reminds of: then it is no level, and bears words of its own. */
  readonly instalment?: InstalmentLine;
  /** What goes with it, such as a copy of the invoice; absent where there is nothing. */
  readonly enclosed?: readonly EnclosedDocument[];
}

/** A document that goes with a letter: its content is kept by its hash. */
interface EnclosedDocument {
  readonly name: string;
  /** Media type. */
  readonly type: string;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
}

/** The account of the creditor that a debtor is asked to pay to. */
interface PayTo {
  readonly iban: string;
}

/** What a letter says of signals to municipalities. */
export interface SignalOffer {
  /** Where the customer opts out; null when there is no such page. */
  readonly optOutLink: string | null;
}

/** A message to the operator: what happened to which invoice, and what to do. No personal data. */
export interface NotificationContent {
  readonly kind: 'notification';
  readonly creditor: { readonly id: string };
  readonly invoice: string;
  readonly about: 'listed for approval' | 'closes soon' | 'transfer run missed';
  readonly says: string;
  readonly closesOn: Day | null;
  readonly at: Instant;
}

export type EffectContent =
  | LevelContent
  | OrderContent
  | InstructionContent
  | NotificationContent
  | SignalContent;
