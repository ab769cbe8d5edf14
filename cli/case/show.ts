import type { Command } from 'commander';
import { caseFields, caseInWords, caseJson, caseLists, showCase } from '../../read/case/show.ts';
import { type Context, tenant, withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { printSentences } from '../kit/print-sentences.ts';

export function build(): Command {
  return newCommand(
    'Shows one debt collection case: where it stands, what comes next, whom it is against, what is owed, its invoices, receipts and documents.',
    ['dunwell case show 2026/001-1'],
  )
    .argument('<reference>', 'reference of the case')
    .action((reference: string, options: SharedOptions) =>
      withDatabase(options, (context) => show(context, reference)),
    );
}

async function show(context: Context, reference: string): Promise<void> {
  const { output } = context;
  const shown = await showCase(context, await tenant(context), reference);
  if (output.isJson) return output.json(caseJson(shown));
  await printSentences(output, caseInWords(shown));
  await output.line();
  await output.rows(['field', 'value'], caseFields(shown));
  for (const { heading, titles, lines } of caseLists(shown)) {
    await output.line();
    await output.heading(heading);
    await output.rows(titles, lines);
  }
}
