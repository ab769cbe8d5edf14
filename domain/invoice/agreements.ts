import {
  type Agreement,
  type AgreementEnd,
  AgreementKind,
  AgreementStatus,
} from '../agreements/agreement.ts';
import { judge } from '../agreements/judge.ts';
import { agreementNamed } from '../agreements/words.ts';
import { EffectState } from '../effects/effect.ts';
import { type Day, formatDay } from '../kernel/day.ts';
import { byEngine, type Occasion } from '../kernel/machine.ts';
import { money } from '../kernel/money.ts';
import { openAmount } from '../kernel/open-amount.ts';
import { raiseTask, TaskKind } from '../tasks/task.ts';
import { advance, type Decision } from './decision.ts';
import type { InvoiceFacts } from './facts.ts';
import { isClosedByLedger } from './follow-ledger.ts';
import { InvoiceEvent } from './machine.ts';
import { withOwnLedger } from './own-ledger.ts';
import type { InvoiceMoment } from './situation.ts';
import { hasEnded, Stage } from './stage.ts';

interface End {
  readonly status: AgreementEnd;
  readonly on: Day;
  readonly reason: string | null;
}

/**
 * Ends what the ledger says is kept or broken, what another of its invoices ended, and what has lost its invoice. Every
 * invoice of an agreement comes to the same by itself: whichever looks first writes it down.
 */
export function followAgreements(decision: Decision, moment: InvoiceMoment): Decision {
  return decision.facts.agreements.reduce((followed, known) => {
    const agreement = withOwnLedger(followed.facts, known);
    const end = endOf(followed.facts, agreement, moment);
    return end === null ? followed : endAgreement(followed, agreement, end, byEngine(moment));
  }, decision);
}

function endOf({ state, number }: InvoiceFacts, agreement: Agreement, moment: InvoiceMoment): End | null {
  const { calendar, today } = moment;
  const { status } = agreement;
  if (status !== AgreementStatus.ACTIVE) return { status, on: today, reason: null };
  const isGone =
    state.stage === Stage.TRANSFERRED ||
    (state.stage === Stage.CLOSED && !isClosedByLedger(state.closeReason));
  if (isGone) {
    const where = state.stage === Stage.TRANSFERRED ? 'went to debt collection' : 'was closed';
    return { status: AgreementStatus.CANCELLED, on: today, reason: `invoice ${number} ${where}` };
  }
  const judged = judge(agreement, calendar, today);
  if (judged.status === AgreementStatus.ACTIVE) return null;
  const { missed } = judged;
  const reason =
    missed === null
      ? null
      : `${money(missed.amount, agreement.currency)} of ${formatDay(missed.dueOn)} did not come`;
  return { status: judged.status, on: judged.on ?? today, reason };
}

const EVENT_OF = {
  [AgreementStatus.COMPLETED]: InvoiceEvent.AGREEMENT_KEPT,
  [AgreementStatus.BROKEN]: InvoiceEvent.AGREEMENT_BROKEN,
  [AgreementStatus.CANCELLED]: InvoiceEvent.AGREEMENT_CANCELLED,
} as const satisfies Readonly<Record<AgreementEnd, InvoiceEvent>>;

/**
 * Ends an agreement for this invoice: its pause is over. Broken, the next level's gap begins anew, and so do the working
 * days of mode 20, as after every pause; a person is told once.
 */
export function endAgreement(
  decision: Decision,
  agreement: Agreement,
  { status, on, reason }: End,
  occasion: Occasion,
): Decision {
  const { facts } = decision;
  const { state } = facts;
  const isBroken = status === AgreementStatus.BROKEN;
  const anew = isBroken && !hasEnded(state.stage) && state.levelsDone > 0;
  const named = { ...occasion, reason: [agreementNamed(agreement), reason].filter(Boolean).join(': ') };
  const moved = advance(decision, EVENT_OF[status], named, anew ? { anchorOn: occasion.on } : {});
  const isOfIt = ({ agreementId, releasedAt }: InvoiceFacts['holds'][number]) =>
    agreementId === agreement.id && releasedAt === null;
  const released: Decision = {
    ...moved,
    facts: {
      ...moved.facts,
      holds: facts.holds.map((hold) => (isOfIt(hold) ? { ...hold, releasedAt: occasion.at } : hold)),
      agreements: facts.agreements.filter(({ id }) => id !== agreement.id),
    },
    releasedHolds: [...moved.releasedHolds, ...facts.holds.filter(isOfIt).map(({ id }) => id)],
    cancelledEffects: [...moved.cancelledEffects, ...waitingMails(agreement)],
  };
  if (agreement.status !== AgreementStatus.ACTIVE) return released;
  const asked = isBroken ? spokesman(agreement, on) : null;
  const isAsked = asked === facts.number;
  const task = brokenTask(agreement);
  const askedOn = isAsked || asked === null ? null : { invoice: asked, task, note: named.reason };
  const { by, commandId = null } = occasion;
  const end = { id: agreement.id, status, on, reason, by, commandId, askedOn };
  const written = { ...released, endedAgreements: [...released.endedAgreements, end] };
  if (!isAsked) return written;
  return raiseTask(written, task, { key: String(agreement.id), note: named.reason });
}

/** Mails about its instalments that wait for another attempt: nobody wants them any more. */
function waitingMails({ mails }: Agreement): string[] {
  return mails.filter(({ state }) => state === EffectState.PLANNED).map(({ key }) => key);
}

/** The first of its invoices that is still open: a person is asked there, whichever of them looked first. */
function spokesman({ invoices }: Agreement, day: Day): string | null {
  return invoices.find(({ amount, ledger }) => openAmount(amount, ledger, day).total > 0)?.number ?? null;
}

/** What a broken agreement asks a person for. */
function brokenTask({ kind }: Pick<Agreement, 'kind'>) {
  return kind === AgreementKind.PLAN ? TaskKind.BROKEN_PLAN : TaskKind.BROKEN_PROMISE;
}
