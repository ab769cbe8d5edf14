import { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import { paymentOrderOf } from '../../domain/invoice/charges/payment-order.ts';
import { InvoiceEvent } from '../../domain/invoice/machine.ts';
import type { Policy } from '../../domain/invoice/policy.ts';
import { hasEnded, Stage } from '../../domain/invoice/stage.ts';
import type { OpenAmount } from '../../domain/kernel/balance.ts';
import type { Day } from '../../domain/kernel/day.ts';
import type { LedgerEntry } from '../../domain/kernel/ledger.ts';
import { openAmount } from '../../domain/kernel/open-amount.ts';
import type { EffectRow } from '../effects/effects.ts';
import type { InvoiceRow } from '../invoice/invoices.ts';
import type { TransitionRow } from '../invoice/transitions.ts';

/** One invoice with the append-only rows that its current state must follow from. */
export interface Book {
  readonly row: InvoiceRow;
  readonly transitions: readonly TransitionRow[];
  readonly effects: readonly EffectRow[];
  readonly ledger: readonly LedgerEntry[];
  readonly policy: Policy | undefined;
  /** The local day of the last decision: bookings up to it count. */
  readonly decidedOn: Day;
}

/** What is wrong with one invoice's books, in words; empty when its state follows from what happened. */
export function problemsOfBook(book: Book): string[] {
  return [trail, openComponents, levelsDone, levelsInOrder, effectsInTrail].flatMap((check) => check(book));
}

const LEVEL_DONE: readonly InvoiceEvent[] = [
  InvoiceEvent.REMINDER_DELIVERED,
  InvoiceEvent.NOTICE_DELIVERED,
  InvoiceEvent.LEVEL_WAIVED,
];
const WENT_OUT: readonly EffectState[] = [
  EffectState.DELIVERED,
  EffectState.HANDED_OVER,
  EffectState.BOUNCED,
];
/** A letter that was lost on its way came back and never counted. */
const ARRIVED: readonly EffectState[] = [EffectState.DELIVERED, EffectState.HANDED_OVER];
/** A level that came back does not count any more. */
const CAME_BACK: readonly InvoiceEvent[] = [InvoiceEvent.REMINDER_BOUNCED, InvoiceEvent.NOTICE_BOUNCED];

function trail({ row, transitions }: Book): string[] {
  const problems: string[] = [];
  let stage: Stage = Stage.OPEN;
  let round = 1;
  for (const { event, from, to, round: at } of transitions) {
    if (from !== stage) problems.push(`"${event}" starts from ${from}, but the trail had come to ${stage}.`);
    if (at < round) problems.push(`"${event}" belongs to round ${at}, after round ${round} had begun.`);
    stage = to;
    round = at;
  }
  if (stage !== row.stage) problems.push(`It stands in ${row.stage}, but the trail leads to ${stage}.`);
  if (round !== row.round) problems.push(`It is in round ${row.round}, but the trail is in ${round}.`);
  return problems;
}

/** A booking recorded since the last decision may not be in the row yet: then the books before it must agree. */
function openComponents({ row, ledger, decidedOn, policy }: Book): string[] {
  const { paymentOrder } = policy === undefined ? {} : paymentOrderOf(policy);
  const all = openAmount(row.amount, ledger, decidedOn, paymentOrder);
  const decided = openAmount(
    row.amount,
    ledger.filter((entry) => entry.recordedAt <= row.decidedAt),
    decidedOn,
    paymentOrder,
  );
  if (agrees(row, all) || agrees(row, decided)) return [];
  const inRow = `${row.openPrincipal} + ${row.openFees} + ${row.openInterest} + ${row.openCosts}, surplus ${row.surplus}`;
  const inLedger = `${all.principal} + ${all.fees} + ${all.interest} + ${all.costs}, surplus ${all.surplus}`;
  return [`It says that ${inRow} is open, but the ledger says ${inLedger}.`];
}

function agrees(row: InvoiceRow, open: OpenAmount): boolean {
  return (
    row.openPrincipal === open.principal &&
    row.openFees === open.fees &&
    row.openInterest === open.interest &&
    row.openCosts === open.costs &&
    row.surplus === open.surplus
  );
}

/** Follows the levels of the current round; where a restart chose its own, only from the next one on. */
function levelsDone(book: Book): string[] {
  const { row, transitions, policy } = book;
  let done: number | undefined = row.round === 1 && row.openingLevel === null ? 0 : undefined;
  if (row.round === 1 && row.openingLevel !== null) done = placeAfter(policy, row.openingLevel);
  for (const { event, level } of transitions.filter(({ round }) => round === row.round)) {
    if (LEVEL_DONE.includes(event) && level !== null) done = placeAfter(policy, level);
    if (CAME_BACK.includes(event) && done !== undefined) done -= 1;
    // The place before a notice that came back is another one in another policy.
    if (event === InvoiceEvent.POLICY_CHANGED && row.stage === Stage.NOTICED) done = undefined;
  }
  if (done === undefined || done === row.levelsDone) return [];
  if (done + 1 === row.levelsDone && cameAfterTheEnd(book, policy?.levels[done]?.name)) return [];
  return [`It counts ${row.levelsDone} levels as done, but the trail ${done}.`];
}

/** The path had ended when it turned out that the letter had arrived: it counts, and leaves no step in the trail. */
function cameAfterTheEnd({ row: { round }, transitions, effects }: Book, level: string | undefined): boolean {
  const isOfRound = (one: { readonly round: number }) => one.round === round;
  return (
    transitions.some((transition) => isOfRound(transition) && hasEnded(transition.to)) &&
    effects.some(
      (effect) =>
        effect.kind === EffectKind.LEVEL &&
        effect.level === level &&
        isOfRound(effect) &&
        WENT_OUT.includes(effect.state),
    )
  );
}

/** How many levels are done after that one; unknown when the pinned policy no longer has it. */
function placeAfter(policy: Policy | undefined, name: string): number | undefined {
  const index = policy?.levels.findIndex((level) => level.name === name) ?? -1;
  return index < 0 ? undefined : index + 1;
}

function levelsInOrder({ transitions, policy }: Book): string[] {
  const problems: string[] = [];
  let round = 0;
  let last: number | undefined;
  // Levels delivered under an earlier policy stood in its order, not in this one's.
  const moved = transitions.findLastIndex(({ event }) => event === InvoiceEvent.POLICY_CHANGED);
  for (const transition of transitions.slice(moved + 1)) {
    if (transition.round !== round) last = undefined;
    round = transition.round;
    if (CAME_BACK.includes(transition.event)) last = undefined;
    if (!LEVEL_DONE.includes(transition.event) || transition.level === null) continue;
    const place = placeAfter(policy, transition.level);
    if (place === undefined) continue;
    if (last !== undefined && place <= last) {
      problems.push(`Level ${transition.level} came again or out of order in round ${round}.`);
    }
    if (last !== undefined && place > last + 1) {
      problems.push(`Level ${transition.level} came in round ${round} with a level left out before it.`);
    }
    last = place;
  }
  return problems;
}

/** Every letter that went out is in the trail, unless the path had ended meanwhile; and the other way round. */
function effectsInTrail({ effects, transitions }: Book): string[] {
  const letters = effects.filter((effect) => effect.kind === EffectKind.LEVEL);
  const counted = transitions.filter(({ event }) => LEVEL_DONE.includes(event));
  const missing = letters.filter(
    (effect) =>
      ARRIVED.includes(effect.state) &&
      !counted.some(({ level, round }) => level === effect.level && round === effect.round) &&
      !transitions.some(({ to, round }) => hasEnded(to) && round >= effect.round),
  );
  const isBouncedLater = (id: number) =>
    transitions.some((later) => later.id > id && CAME_BACK.includes(later.event));
  const unsent = counted.filter(
    ({ id, event, level, round }) =>
      event !== InvoiceEvent.LEVEL_WAIVED &&
      !isBouncedLater(id) &&
      !letters.some(
        (effect) => effect.level === level && effect.round === round && WENT_OUT.includes(effect.state),
      ),
  );
  return [
    ...missing.map(({ key }) => `${key} went out, but the trail does not count it.`),
    ...unsent.map(({ event, level }) => `The trail says "${event}" for ${level}, but nothing went out.`),
  ];
}
