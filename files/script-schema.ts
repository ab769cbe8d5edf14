import { z } from 'zod';
import { flag, section, text } from '../config/fields.ts';
import { amount, date, time } from '../config/values.ts';
import { CASE_FORMS, INVOICE_FORMS } from '../contracts/message-forms.ts';
import { START_CASE } from '../contracts/script.ts';
import { CaseCommandKind } from '../domain/case/messages/index.ts';
import { ScriptedReportKind } from '../domain/case/scripted-report.ts';
import { CaseEnvironment } from '../domain/case/state.ts';
import { EntryKind } from '../domain/kernel/ledger.ts';
import { formOf } from '../domain/kernel/message.ts';
import { one, scriptedShapes, shapeOf, words } from './message-schema.ts';

const name = (what: string, right: string) => text(/^[^\p{Cc}]{1,200}$/u, what, right);

const why = { reason: words.optional() };
const externalId = words;
const charge = one([EntryKind.COST, EntryKind.INTEREST, EntryKind.FEE], 'charge');

/** What can be done to an invoice, with the fields of each. */
const INVOICE = {
  ...scriptedShapes(INVOICE_FORMS),
  [START_CASE]: {
    environment: one(Object.values(CaseEnvironment), 'environment').optional(),
    configuration: name('configuration', 'write the name of a collector configuration').optional(),
    force: flag('yes or no').optional(),
  },
};

/** What can be done to a case, by the operator and by its collector. */
const CASE = {
  ...scriptedShapes(CASE_FORMS),
  collected: shapeOf(formOf(CASE_FORMS, CaseCommandKind.addCollectedAmount)),
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
