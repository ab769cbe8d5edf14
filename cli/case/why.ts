import type { Command } from 'commander';
import { caseWhy, caseWhyInWords, caseWhyJson } from '../../read/case/why.ts';
import { type Context, tenant, withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { printChecks } from '../kit/print-checks.ts';
import { printSentences } from '../kit/print-sentences.ts';

export function build(): Command {
  return newCommand(
    'Says why nothing happens to a case now: every rule with pass or fail, and what comes next. Worked out anew from what is known now.',
    ['dunwell case why 2026/001-1'],
  )
    .argument('<reference>', 'reference of the case')
    .action((reference: string, options: SharedOptions) =>
      withDatabase(options, (context) => show(context, reference)),
    );
}

async function show(context: Context, reference: string): Promise<void> {
  const { output } = context;
  const why = await caseWhy(context, await tenant(context), reference);
  if (output.isJson) return output.json(caseWhyJson(why));
  await printSentences(output, caseWhyInWords(why));
  await output.line();
  await printChecks(output, why.checks);
}
