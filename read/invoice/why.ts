import { untakenOf } from '../../db/intake/order.ts';
import { agreementInWords } from '../../domain/agreements/words.ts';
import { stagedTakenIn } from '../../domain/invoice/checks/staged.ts';
import { type DaysOverdue, daysOverdue } from '../../domain/invoice/days-overdue.ts';
import { nextStep } from '../../domain/invoice/next-step.ts';
import { withOwnLedger } from '../../domain/invoice/own-ledger.ts';
import type { Plan } from '../../domain/invoice/plan.ts';
import type { TransferMode } from '../../domain/invoice/policy.ts';
import { settleInvoice } from '../../domain/invoice/settle.ts';
import type { Stage } from '../../domain/invoice/stage.ts';
import { openOn, transferModeOf } from '../../domain/invoice/transfer-run.ts';
import { explain } from '../../domain/invoice/why.ts';
import { BECAUSE_IN_WORDS, STAGE_IN_WORDS, STEP_IN_WORDS } from '../../domain/invoice/words.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import type { Judged } from '../../domain/kernel/check.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { momentText } from '../../domain/kernel/moment.ts';
import { hasMovedOn } from '../../domain/kernel/plan-moved-on.ts';
import { situation } from '../../domain/kernel/situation.ts';
import type { OpenTask } from '../../domain/tasks/task.ts';
import { gatherInvoice } from '../../gather/invoice/gather-invoice.ts';
import { money } from '../kit/format.ts';
import { nextInWords } from '../kit/next-in-words.ts';
import type { Reader, Tenant } from '../kit/reader.ts';
import { needsInWords, needsJson } from '../tasks/needs.ts';

/** Why nothing goes out for an invoice today, worked out anew from what is known now. */
export interface InvoiceWhy {
  readonly creditor: string;
  readonly number: string;
  readonly stage: Stage;
  readonly mode: TransferMode;
  /** Minor units. */
  readonly open: number;
  readonly currency: string;
  /** Null without a due date. */
  readonly days: DaysOverdue | null;
  readonly checks: readonly Judged<string>[];
  readonly next: Plan;
  /** What its workflow waits for, as it was decided last. */
  readonly planned: Plan;
  readonly decidedAt: Instant;
  readonly version: number;
  /** True when what is known has moved on since. */
  readonly movedOn: boolean;
  readonly tasks: readonly OpenTask[];
  /** Payment plans and promises that pause it, in words. */
  readonly agreements: readonly string[];
  readonly calendar: Calendar;
}

/** Refused in words when there is no such invoice. */
export async function invoiceWhy(
  { db, sources, asOf, words }: Reader,
  { id }: Tenant,
  number: string,
): Promise<InvoiceWhy> {
  const [gathered, staged] = await db.read(
    async (tx) => [await gatherInvoice(tx, sources, id, number), await untakenOf(tx, id)] as const,
  );
  const { policy, calendar, row } = gathered;
  const { facts } = settleInvoice(situation(gathered, asOf));
  const now = situation({ facts, policy, calendar }, asOf);
  const next = nextStep(now);
  const planned = { step: row.nextStep, at: row.nextAt, because: row.because } as Plan;
  return {
    creditor: id,
    number: row.number,
    stage: facts.state.stage,
    mode: transferModeOf(facts, policy),
    open: openOn(facts, now.today).total,
    currency: facts.currency,
    days: daysOverdue(now),
    checks: [stagedTakenIn(staged), ...explain(now, words.holds)],
    next,
    planned,
    decidedAt: row.decidedAt,
    version: row.version,
    // Asked about a moment before the decision, it says nothing of what came since.
    movedOn: row.decidedAt <= asOf && hasMovedOn(planned, next, asOf),
    tasks: facts.tasks,
    agreements: facts.agreements.map(
      (one) => `Agreed: ${agreementInWords(withOwnLedger(facts, one), now.today)}.`,
    ),
    calendar,
  };
}

/** The sentences before the checks. */
export function invoiceWhyInWords(why: InvoiceWhy): readonly string[] {
  const { number, creditor, stage, mode, open, currency, days, planned, decidedAt, calendar } = why;
  return [
    `Invoice ${number} of ${creditor}: ${STAGE_IN_WORDS[stage]}, mode ${mode}, ${money(open, currency)} open.`,
    ...(days === null
      ? []
      : [`Days overdue: ${days.overdue}. Days that count for dunning: ${days.counted}.`]),
    ...why.agreements,
    `Next: ${planInWords(why.next, calendar)}`,
    ...(why.movedOn
      ? [
          `Its workflow still plans, as decided on ${momentText(decidedAt, calendar)}: ${planInWords(planned, calendar)} What is known has moved on since; \`dunwell reconsider\` lets it decide again at once.`,
        ]
      : []),
    ...needsInWords(why.tasks),
  ];
}

export function invoiceWhyJson(why: InvoiceWhy): object {
  const { creditor, number, stage, mode, days, checks, next, planned, calendar } = why;
  return {
    creditor,
    number,
    stage,
    mode,
    daysOverdue: days?.overdue ?? null,
    daysCounted: days?.counted ?? null,
    checks,
    next: planJson(next, calendar),
    planned: {
      ...planJson(planned, calendar),
      decidedAt: new Date(why.decidedAt).toISOString(),
      version: why.version,
      movedOn: why.movedOn,
    },
    agreements: why.agreements,
    ...needsJson(why.tasks),
  };
}

function planJson(plan: Plan, calendar: Calendar): object {
  const { step, at, because } = plan;
  const on = at === null ? null : new Date(at).toISOString();
  return { step, at: on, because, says: planInWords(plan, calendar) };
}

function planInWords({ step, at, because }: Plan, calendar: Calendar): string {
  return nextInWords({ at, step: STEP_IN_WORDS[step], because: BECAUSE_IN_WORDS[because] }, calendar);
}
