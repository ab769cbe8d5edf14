import type { Day, Instant } from '../domain/kernel/day.ts';
import type { OpenComponents, Recipient } from './claim.ts';
import type { InstructionContent, OrderContent } from './collector.ts';
import type { SignalContent } from './signals.ts';

/** The frozen snapshot a reminder or notice is rendered from; its total equals the ledger's at the last look. */
export interface LevelContent {
  readonly kind: 'level';
  readonly creditor: { readonly id: string; readonly name: string; readonly country: string };
  readonly recipient: Recipient;
  /** Language of the letter: the customer's, else the creditor's. */
  readonly language: string;
  readonly level: {
    readonly name: string;
    readonly kind: 'reminder' | 'notice';
    readonly number: number;
    readonly final: boolean;
  };
  readonly invoice: {
    readonly number: string;
    readonly reference: string | null;
    readonly issuedOn: Day;
    readonly dueOn: Day | null;
    readonly amount: number;
    readonly currency: string;
  };
  readonly open: OpenComponents;
  /** Day the letter is written for. */
  readonly on: Day;
  /** The notice's deadline; null on reminders. */
  readonly payBy: Day | null;
  /** The final reminder offers to pass contact data on to the municipality; absent when it does not. */
  readonly signalOffer?: SignalOffer;
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
