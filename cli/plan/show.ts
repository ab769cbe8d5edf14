import type { Command } from 'commander';
import { agreementJson, agreementSentences, agreementsAbout } from '../../read/agreement/show.ts';
import { type Context, tenant, withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { printSentences } from '../kit/print-sentences.ts';

export function build(): Command {
  return newCommand(
    'Shows the payment plans and promises of an invoice: each instalment with what became of it, and who did what.',
    ['dunwell plan show 2026/001', 'dunwell plan show 2026/001 --json'],
  )
    .argument('<number>', 'invoice number')
    .action((number: string, options: SharedOptions) =>
      withDatabase(options, (context) => show(context, number)),
    );
}

async function show(context: Context, number: string): Promise<void> {
  const { output } = context;
  const all = await agreementsAbout(context, await tenant(context), number);
  if (output.isJson) return output.json(all.map(agreementJson));
  if (all.length === 0) return output.line('Nothing was agreed about it.');
  for (const one of all) await printSentences(output, agreementSentences(one));
}
