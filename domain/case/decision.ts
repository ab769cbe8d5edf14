import type { Day } from '../kernel/day.ts';
import { type DecisionAbout, hasSharedRows, moved, NOTHING_TO_WRITE } from '../kernel/decision.ts';
import type { HoldReason } from '../kernel/holds.ts';
import type { EntryKind } from '../kernel/ledger.ts';
import type { Occasion } from '../kernel/machine.ts';
import type { CollectorConfiguration } from './configuration.ts';
import type { CaseFacts, CaseReceipt, CaseRecord } from './facts.ts';
import type { InstructionAbout } from './instruction.ts';
import { type CaseEvent, type CaseTransition, moveCase } from './machine.ts';

/** A receipt to write down, with who brought word of it. */
export interface NewReceipt extends CaseReceipt {
  readonly source: 'manual' | 'collector' | 'settlement';
  readonly by: string;
}

/** A booking that the case makes: on one of its invoices, or on itself when it has none. */
export interface NewPosting {
  readonly invoiceId: number | null;
  /** Unique for ever within the creditor. */
  readonly externalId: string;
  readonly kind: EntryKind;
  readonly amount: number;
  readonly bookedOn: Day;
  readonly by: string;
}

/** An instruction; `which` tells those of one kind apart. */
interface NewInstruction {
  readonly about: InstructionAbout;
  readonly which?: string;
}

interface NewCaseMessage {
  readonly externalId: string;
  readonly direction: 'to collector' | 'from collector';
  readonly text: string;
  readonly on: Day;
  readonly by: string;
}

/** What a decision about a case leads to; its effects are instructions to the collector. */
export interface CaseDecision extends DecisionAbout<CaseFacts, CaseTransition> {
  readonly receipts: readonly NewReceipt[];
  readonly postings: readonly NewPosting[];
  readonly instructions: readonly NewInstruction[];
  readonly messages: readonly NewCaseMessage[];
  /** Takes the invoices off the case, under a hold of this reason where something is open. */
  readonly releasesInvoices: typeof HoldReason.CASE_ENDED | typeof HoldReason.CASE_DEACTIVATED | null;
  /** The newest ledger entry that the collector is told of with this. */
  readonly toldUpTo: number | null;
  readonly deletes: boolean;
}

export function startCase(facts: CaseFacts): CaseDecision {
  return {
    facts,
    ...NOTHING_TO_WRITE,
    receipts: [],
    postings: [],
    instructions: [],
    messages: [],
    releasesInvoices: null,
    toldUpTo: null,
    deletes: false,
  };
}

/** Moves the case along one edge of its transition table. */
export function advanceCase(
  decision: CaseDecision,
  event: CaseEvent,
  occasion: Occasion,
  patch: Partial<Omit<CaseRecord, 'state'>> = {},
): CaseDecision {
  return moved(decision, moveCase(decision.facts.state, event, occasion, patch));
}

/** Changes the record where nothing happened that the trail should tell. */
export function patched(decision: CaseDecision, patch: Partial<Omit<CaseRecord, 'state'>>): CaseDecision {
  return { ...decision, facts: { ...decision.facts, state: { ...decision.facts.state, ...patch } } };
}

export function withConfiguration(
  decision: CaseDecision,
  configuration: CollectorConfiguration | null,
): CaseDecision {
  return { ...decision, facts: { ...decision.facts, configuration } };
}

/** True when there is something to write beside the plan. */
export function hasCaseChanges(decision: CaseDecision): boolean {
  const { receipts, postings, instructions, messages } = decision;
  return (
    hasSharedRows(decision) ||
    receipts.length + postings.length + instructions.length + messages.length > 0 ||
    decision.releasesInvoices !== null ||
    decision.toldUpTo !== null ||
    decision.deletes
  );
}
