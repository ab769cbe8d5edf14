import type { Command } from 'commander';
import { readTextFile } from '../../config/text.ts';
import { CASE_FORMS } from '../../contracts/message-forms.ts';
import { CaseCommandKind } from '../../domain/case/messages/index.ts';
import { formOf } from '../../domain/kernel/message.ts';
import { readUpdateCase } from '../../files/case-request.ts';
import { updateCaseSchema } from '../../files/case-schema.ts';
import { type Context, withDatabase } from '../kit/context.ts';
import { newCaseCommand } from './case-command.ts';
import { failWithProblems } from './problems.ts';
import { type CaseMessageOptions, findTheCase, sendToCase } from './send-to-case.ts';

const { version: _, ...CHANGES } = updateCaseSchema.shape;
const FILE = `JSON with the fields that change, each of them whole: ${Object.keys(CHANGES).join(', ')}; with \`version\` in it, it is about that version`;

export function build(): Command {
  return newCaseCommand(formOf(CASE_FORMS, 'update'), (command) => command.argument('<file>', FILE)).action(
    (reference: string, file: string, options: CaseMessageOptions) =>
      withDatabase(options, (context) => update(context, reference, file, options)),
  );
}

async function update(
  context: Context,
  reference: string,
  file: string,
  options: CaseMessageOptions,
): Promise<void> {
  const found = await findTheCase(context, reference);
  const text = await readTextFile(file);
  if (!text.ok) return failWithProblems(context, file, [text.problem]);
  const today = found.calendar.dayOf(context.asOf);
  const read = readUpdateCase(text.text, { today, currency: found.of.currency });
  if (!read.ok) return failWithProblems(context, file, read.problems);
  const version = options.version ?? read.version ?? undefined;
  const message = { kind: CaseCommandKind.update, fields: {}, request: read.request };
  await sendToCase(context, found, message, { ...options, ...(version === undefined ? {} : { version }) });
}
