import type { Command } from 'commander';
import { readTextFile } from '../../config/text.ts';
import { readCreateCase } from '../../files/case-request.ts';
import { type Context, tenant, withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import type { SendingOptions } from '../messages/deliver.ts';
import { withSending } from '../messages/with-sending.ts';
import { openCase } from './open-case.ts';
import { failWithProblems } from './problems.ts';

type Options = SharedOptions & SendingOptions;

export function build(): Command {
  return withSending(
    newCommand(
      'Creates a case from a JSON file with all its fields; the same externalId is one case, however often it is sent. It waits in preparation for documents and `case prepare`.',
      ['dunwell case create examples/case.json'],
    ).argument('<file>', 'JSON of the case'),
  ).action((file: string, options: Options) =>
    withDatabase(options, (context) => create(context, file, options)),
  );
}

async function create(context: Context, file: string, options: Options): Promise<void> {
  const one = await tenant(context);
  const text = await readTextFile(file);
  if (!text.ok) return failWithProblems(context, file, [text.problem]);
  const read = readCreateCase(text.text, { today: one.calendar.dayOf(context.asOf) });
  if (!read.ok) return failWithProblems(context, file, read.problems);
  await openCase(context, read.request, options, one);
}
