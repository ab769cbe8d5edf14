import type { Command } from 'commander';
import { CASE_FORMS } from '../../contracts/message-forms.ts';
import type { CaseKind } from '../../domain/case/messages/index.ts';
import type { CaseForm } from '../../domain/case/messages/message.ts';
import { formOf } from '../../domain/kernel/message.ts';
import type { CommandModule } from '../kit/command-entry.ts';
import { type Context, withDatabase } from '../kit/context.ts';
import { newCommand, numberOption } from '../kit/options.ts';
import { examplesOf, fieldsFrom, withFields } from '../messages/message-fields.ts';
import { withSending } from '../messages/with-sending.ts';
import { instructionKeyOf } from './instruction-key.ts';
import { type CaseFound, type CaseMessageOptions, findTheCase, sendToCase } from './send-to-case.ts';

/** Fields that a command finds out when they are not given. */
type Fills = Readonly<Record<string, (context: Context, found: CaseFound) => Promise<string>>>;

const FILLS: Partial<Readonly<Record<CaseKind, Fills>>> = { resolveEffect: { key: instructionKeyOf } };

/** The command of a message to a case, which is sent with the version just read. */
export function caseCommand(kind: CaseKind): CommandModule {
  const form = formOf(CASE_FORMS, kind);
  const fills = FILLS[kind] ?? {};
  return { build: () => commandOf(form, fills) };
}

function commandOf(form: CaseForm<CaseKind>, fills: Fills): Command {
  const takes = (command: Command) => withFields(command, form, Object.keys(fills));
  return newCaseCommand(form, takes).action((reference: string, ...given: unknown[]) => {
    // Commander hands over the arguments, then the options, then the command itself.
    const options = given.at(-2) as CaseMessageOptions & Readonly<Record<string, unknown>>;
    return withDatabase(options, async (context) => {
      const found = await findTheCase(context, reference);
      const fields = { ...fieldsFrom(form, options, given.slice(0, -2)) };
      for (const [name, fill] of Object.entries(fills)) fields[name] ??= await fill(context, found);
      await sendToCase(context, found, { kind: form.kind, fields }, options);
    });
  });
}

/** A command about one case that sends a message: its argument and the options for sending. */
export function newCaseCommand(form: CaseForm<CaseKind>, takes: (command: Command) => Command): Command {
  const command = newCommand(form.summary, examplesOf(form, 'case ')).argument(
    '<reference>',
    'reference of the case',
  );
  return withSending(takes(command)).option(
    '--version <n>',
    'the version you decided on; the one read now. A case that has changed since refuses',
    numberOption(1, 1_000_000_000),
  );
}
