import type { EndedAgreement, NewAgreement } from '../agreements/agreement.ts';
import type { LevelChannel } from '../effects/channels.ts';
import type { Day, Instant } from '../kernel/day.ts';
import { type DecisionAbout, hasSharedRows, moved, NOTHING_TO_WRITE } from '../kernel/decision.ts';
import type { EntryKind } from '../kernel/ledger.ts';
import type { Reckoning } from './charges/reckoning.ts';
import type { Dispute } from './dispute.ts';
import type { InvoiceFacts, InvoiceState } from './facts.ts';
import { type InvoiceEvent, type InvoiceOccasion, type InvoiceTransition, move } from './machine.ts';

/** A booking that the engine itself makes. The key makes it unique for ever. */
export interface NewEntry {
  readonly externalId: string;
  readonly kind: EntryKind;
  readonly amount: number;
  readonly bookedOn: Day;
  /** How a charge came about, kept with it. */
  readonly reckoning?: Reckoning;
}

/** A letter that is planned once more, by that channel. */
export interface SentAgain {
  readonly key: string;
  /** The one that came back, under another revision of the key; null where it is the same, of which nothing has left. */
  readonly instead: string | null;
  readonly level: string;
  readonly channel: LevelChannel;
}

/** What a decision about an invoice leads to. */
export interface Decision extends DecisionAbout<InvoiceFacts, InvoiceTransition> {
  readonly entries: readonly NewEntry[];
  readonly agreements: readonly NewAgreement[];
  readonly endedAgreements: readonly EndedAgreement[];
  /** Disputed parts, as they stand now. */
  readonly disputes: readonly Dispute[];
  readonly sentAgain: readonly SentAgain[];
}

export function start(facts: InvoiceFacts): Decision {
  const none = { entries: [], agreements: [], endedAgreements: [], disputes: [], sentAgain: [] };
  return { facts, ...NOTHING_TO_WRITE, ...none };
}

/** Moves the invoice along one edge of the transition table. */
export function advance(
  decision: Decision,
  event: InvoiceEvent,
  occasion: InvoiceOccasion,
  patch: Partial<InvoiceState> = {},
): Decision {
  return moved(decision, move(decision.facts.state, event, occasion, patch));
}

/** Changes the state where nothing happened that the trail should tell. */
export function patched(decision: Decision, patch: Partial<Omit<InvoiceState, 'stage'>>): Decision {
  return { ...decision, facts: { ...decision.facts, state: { ...decision.facts.state, ...patch } } };
}

/** Books entries: the facts contain them from here on. */
export function booked(decision: Decision, entries: readonly NewEntry[], recordedAt: Instant): Decision {
  const { facts } = decision;
  if (entries.length === 0) return decision;
  const known = entries.map(({ externalId, kind, amount, bookedOn }) => ({
    ...{ externalId, kind, amount, bookedOn, recordedAt },
  }));
  return {
    ...decision,
    facts: { ...facts, ledger: [...facts.ledger, ...known] },
    entries: [...decision.entries, ...entries],
  };
}

/** True when there is something to write. */
export function hasChanges(decision: Decision): boolean {
  return hasSharedRows(decision) || decision.entries.length + decision.sentAgain.length > 0;
}

/** The rows of both, in order; the later facts already contain the earlier. */
export function joined(first: Decision, second: Decision): Decision {
  return {
    facts: second.facts,
    transitions: [...first.transitions, ...second.transitions],
    entries: [...first.entries, ...second.entries],
    agreements: [...first.agreements, ...second.agreements],
    endedAgreements: [...first.endedAgreements, ...second.endedAgreements],
    disputes: [...first.disputes, ...second.disputes],
    sentAgain: [...first.sentAgain, ...second.sentAgain],
    holds: [...first.holds, ...second.holds],
    releasedHolds: [...first.releasedHolds, ...second.releasedHolds],
    cancelledEffects: [...first.cancelledEffects, ...second.cancelledEffects],
  };
}
