import { z } from 'zod';
import { flag, oneOf, says, section, text } from '../config/fields.ts';
import { amount, date, time } from '../config/values.ts';
import { START_CASE } from '../contracts/script.ts';
import { Acknowledgement } from '../domain/case/messages/deactivate.ts';
import { CaseCommandKind } from '../domain/case/messages/index.ts';
import { ScriptedReportKind } from '../domain/case/scripted-report.ts';
import { CaseEnvironment, CaseOutcome } from '../domain/case/state.ts';
import { CommandKind } from '../domain/invoice/messages/index.ts';
import { HoldKind, HoldReason } from '../domain/kernel/holds.ts';
import { EntryKind } from '../domain/kernel/ledger.ts';
import { whyNotByHand } from '../domain/kernel/pause.ts';

/** Longer than any message may be. */
const LONGEST_TEXT = 1000;

const name = (what: string, right: string) => text(/^[^\p{Cc}]{1,200}$/u, what, right);
const words = text(
  new RegExp(`^(?=[^]*\\S)[^]{1,${LONGEST_TEXT}}$`),
  'text',
  `write a text of up to ${LONGEST_TEXT} characters`,
);
const word = <const Words extends Readonly<Record<string, string>>>(known: Words, what: string) =>
  oneOf(Object.values(known) as [string, ...string[]], what);

const why = { reason: words.optional() };
const reason = { reason: words };
const level = { level: name('level', 'write the name of a level of the policy').optional() };
const externalId = name('id', 'write the id that the booking has elsewhere, such as "r1"');
const charge = oneOf([EntryKind.COST, EntryKind.INTEREST, EntryKind.FEE], 'charge');
const acknowledged = z
  .array(word(Acknowledgement, 'acknowledgement'), {
    error: says('list', 'write a list such as [published, stepsTaken]'),
  })
  .optional();

/** What can be done to an invoice, with the fields of each. */
const INVOICE = {
  [CommandKind.pause]: {
    reason: word(HoldReason, 'reason of a pause')
      .refine((reason) => whyNotByHand(reason as HoldReason) === null, {
        error: ({ input }) => whyNotByHand(input as HoldReason) ?? '',
      })
      .optional(),
    kind: word(HoldKind, 'kind of pause').optional(),
    from: date.optional(),
    until: date.optional(),
    note: words.optional(),
  },
  [CommandKind.resume]: { reason: word(HoldReason, 'reason of a pause').optional() },
  [CommandKind.approve]: why,
  [CommandKind.revokeApproval]: why,
  [CommandKind.close]: reason,
  [CommandKind.restart]: { ...level, ...why },
  [CommandKind.changeDueDate]: { dueOn: date, ...why },
  [CommandKind.waiveLevel]: { ...level, ...why },
  [START_CASE]: {
    environment: word(CaseEnvironment, 'environment').optional(),
    configuration: name('configuration', 'write the name of a collector configuration').optional(),
    force: flag('yes or no').optional(),
  },
};

const collected = { amount, externalId, receivedOn: date.optional() };

/** What can be done to a case, by the operator and by its collector. */
const CASE = {
  [CaseCommandKind.markAsPrepared]: {},
  [CaseCommandKind.markAsReviewed]: {},
  [CaseCommandKind.sendBack]: reason,
  [CaseCommandKind.addCollectedAmount]: collected,
  collected,
  [CaseCommandKind.addCharge]: { charge, amount, externalId, bookedOn: date.optional() },
  [CaseCommandKind.close]: { ...reason, outcome: word(CaseOutcome, 'outcome').optional() },
  [CaseCommandKind.pause]: { ...why, until: date.optional() },
  [CaseCommandKind.resume]: {},
  [CaseCommandKind.withdraw]: reason,
  [CaseCommandKind.deactivate]: { acknowledged, ...why },
  [CaseCommandKind.waive]: { credit: flag('yes or no').optional(), ...why },
  [CaseCommandKind.message]: { text: words },
  [CaseCommandKind.delete]: {},
  [ScriptedReportKind.ACCEPTS]: {},
  [ScriptedReportKind.REJECTS]: why,
  [ScriptedReportKind.COLLECTS]: { amount, externalId },
  [ScriptedReportKind.CHARGES]: { charge, amount, externalId },
  [ScriptedReportKind.TAKES_STEP]: { what: words },
  [ScriptedReportKind.WITHDRAWS]: why,
  [ScriptedReportKind.CLOSES]: why,
};

/** Whom an event is about. */
export const Target = { INVOICE: 'invoice', CASE: 'case' } as const;
export type Target = (typeof Target)[keyof typeof Target];

const FIELDS: Readonly<Record<Target, Readonly<Record<string, z.core.$ZodLooseShape>>>> = {
  [Target.INVOICE]: INVOICE,
  [Target.CASE]: CASE,
};

const NAMED = {
  [Target.INVOICE]: { invoice: name('number', 'write the number of an invoice in quotes') },
  [Target.CASE]: { case: name('case', 'write its reference, or the number of its invoice, in quotes') },
};

const WHEN = { on: date, at: time.optional() };

/** The words that an event of that target may have after `do`. */
export function doingsOf(target: Target): readonly string[] {
  return Object.keys(FIELDS[target]);
}

/** The schema of an event that does this to that target; undefined when there is no such doing. */
export function eventSchema(
  target: Target,
  does: string,
): z.ZodType<Readonly<Record<string, unknown>>> | undefined {
  const fields = Object.hasOwn(FIELDS[target], does) ? FIELDS[target][does] : undefined;
  if (fields === undefined) return undefined;
  return section({ ...WHEN, ...NAMED[target], do: z.literal(does), ...fields }, 'event') as never;
}
