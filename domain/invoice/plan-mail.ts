import {
  type Agreement,
  AgreementKind,
  AgreementStatus,
  type Instalment,
  type InstalmentMail,
} from '../agreements/agreement.ts';
import { isCovered } from '../agreements/judge.ts';
import { DEFAULT_AGREEMENT_SETTINGS } from '../agreements/settings.ts';
import { EffectState, isOnItsWay } from '../effects/effect.ts';
import { checklist } from '../kernel/check.ts';
import type { Instant } from '../kernel/day.ts';
import { BEFORE_A_PLAN_MAIL } from './checks/sending.ts';
import type { Decision } from './decision.ts';
import type { InvoiceFacts } from './facts.ts';
import { withOwnLedger } from './own-ledger.ts';
import { OBSTACLES, type Obstacle } from './plan.ts';
import { sendingSlot } from './sending-slot.ts';
import type { InvoiceMoment, InvoiceSituation } from './situation.ts';

const { putOffBy } = checklist(BEFORE_A_PLAN_MAIL);

/** The mail that reminds of an instalment before it is due. */
export interface PlanMail {
  readonly agreement: Agreement;
  readonly instalment: Instalment;
  readonly at: Instant;
}

/**
 * The next mail of a payment plan that this invoice carries, and when: so many days before its instalment, inside the
 * sending window of a working day, whatever pauses it. None about an instalment that is covered already, or whose day has
 * passed: a mail that could not go out in time is of no use. While the money is not known well enough to say so, it waits
 * for the next window.
 */
export function planMailAhead(situation: InvoiceSituation): PlanMail | null {
  return firstMail(situation, momentOf);
}

/** What puts the next mail off though its moment has come; null when nothing does. */
export function planMailKeptBackBy(situation: InvoiceSituation): Obstacle | null {
  const reason = putOffBy(situation);
  if (reason === null) return null;
  const isDue = (mail: PlanMail | null) => mail !== null && mail.at <= situation.asOf;
  if (!isDue(firstMail(situation, unhindered)) || isDue(planMailAhead(situation))) return null;
  return OBSTACLES.find((obstacle) => obstacle === reason) ?? null;
}

type MomentOf = (agreement: Agreement, instalment: Instalment, situation: InvoiceSituation) => Instant | null;

function firstMail(situation: InvoiceSituation, momentOf: MomentOf): PlanMail | null {
  const { facts, today } = situation;
  if (facts.customer.archived) return null;
  const mails = facts.agreements
    .filter((agreement) => isCarriedBy(agreement, facts))
    .map((agreement) => withOwnLedger(facts, agreement))
    .flatMap((agreement) =>
      agreement.instalments.flatMap((instalment) => {
        if (instalment.dueOn < today || isCovered(agreement, instalment, today)) return [];
        const at = momentOf(agreement, instalment, situation);
        return at === null ? [] : [{ agreement, instalment, at }];
      }),
    );
  return mails.reduce<PlanMail | null>(
    (first, mail) => (first === null || mail.at < first.at ? mail : first),
    null,
  );
}

/** One invoice carries the mails of a plan that is about several: the first. */
function isCarriedBy({ kind, status, invoices }: Agreement, { number }: InvoiceFacts): boolean {
  return kind === AgreementKind.PLAN && status === AgreementStatus.ACTIVE && invoices[0]?.number === number;
}

function momentOf(agreement: Agreement, instalment: Instalment, situation: InvoiceSituation): Instant | null {
  const at = unhindered(agreement, instalment, situation);
  const { asOf, calendar, today } = situation;
  const leaves =
    at === null || at > asOf || mailOf(agreement, instalment)?.state === EffectState.HANDING_OVER;
  if (leaves || putOffBy(situation) === null) return at;
  return slotFrom(calendar.instantOf(today + 1, 0), instalment, situation);
}

/** The same, whatever is not known of the money. */
function unhindered(
  agreement: Agreement,
  instalment: Instalment,
  situation: InvoiceSituation,
): Instant | null {
  const mail = mailOf(agreement, instalment);
  // Whatever became of one that left is not told a second time.
  if (mail !== undefined && !isOnItsWay(mail.state) && mail.state !== EffectState.CANCELLED) return null;
  if (mail?.state === EffectState.HANDING_OVER) return mail.nextAttemptAt;
  return slotFrom(Math.max(situation.asOf, mail?.nextAttemptAt ?? 0), instalment, situation);
}

function mailOf({ mails }: Agreement, instalment: Instalment): InstalmentMail | undefined {
  return mails.find(({ nr }) => nr === instalment.nr);
}

/** The first moment from `notBefore` on, as long as it is of use. */
function slotFrom(notBefore: Instant, { dueOn }: Instalment, situation: InvoiceSituation): Instant | null {
  const { facts, policy, calendar } = situation;
  const { mailDaysBefore } = policy.agreements ?? DEFAULT_AGREEMENT_SETTINGS;
  const at = sendingSlot({ ...situation, facts: { ...facts, holds: [] } }, dueOn - mailDaysBefore, notBefore);
  return at !== null && calendar.dayOf(at) <= dueOn ? at : null;
}

/** A mail that waits for another attempt is cancelled once its instalment is covered or its day has passed. */
export function cancelPlanMails(decision: Decision, { today }: InvoiceMoment): Decision {
  const { facts } = decision;
  const unwanted = facts.agreements.flatMap((known) => {
    const agreement = withOwnLedger(facts, known);
    return agreement.mails.filter(({ nr, state }) => {
      const instalment = agreement.instalments.find((one) => one.nr === nr);
      const isOver =
        instalment !== undefined && (instalment.dueOn < today || isCovered(agreement, instalment, today));
      return state === EffectState.PLANNED && isOver;
    });
  });
  if (unwanted.length === 0) return decision;
  const agreements = facts.agreements.map((agreement) => ({
    ...agreement,
    mails: agreement.mails.map((mail) =>
      unwanted.includes(mail) ? { ...mail, state: EffectState.CANCELLED } : mail,
    ),
  }));
  return {
    ...decision,
    facts: { ...facts, agreements },
    cancelledEffects: [...decision.cancelledEffects, ...unwanted.map(({ key }) => key)],
  };
}

/** As if the mail that is due had gone out, for whoever looks ahead. */
export function planMailTold(decision: Decision, moment: InvoiceMoment): Decision {
  const { facts } = decision;
  const mail = planMailAhead({ ...moment, facts });
  if (mail === null) return decision;
  const told = { key: '', nr: mail.instalment.nr, state: EffectState.DELIVERED, nextAttemptAt: mail.at };
  return withMail(decision, mail.agreement, told);
}

/** The decision with what became of one mail. */
export function withMail(decision: Decision, { id }: Pick<Agreement, 'id'>, mail: InstalmentMail): Decision {
  const { facts } = decision;
  const agreements = facts.agreements.map((agreement) => {
    if (agreement.id !== id) return agreement;
    return { ...agreement, mails: [...agreement.mails.filter(({ nr }) => nr !== mail.nr), mail] };
  });
  return { ...decision, facts: { ...facts, agreements } };
}
