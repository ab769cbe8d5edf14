import type { Command } from 'commander';
import { invoiceWhy, invoiceWhyInWords, invoiceWhyJson } from '../../read/invoice/why.ts';
import { type Context, tenant, withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { printChecks } from '../kit/print-checks.ts';
import { printSentences } from '../kit/print-sentences.ts';

export function build(): Command {
  return newCommand(
    'Says why nothing goes out for an invoice today: every rule with pass or fail, and what comes next. Worked out anew from what is known now.',
    ['dunwell why 2026/001'],
  )
    .argument('<number>', 'invoice number')
    .action((number: string, options: SharedOptions) =>
      withDatabase(options, (context) => show(context, number)),
    );
}

async function show(context: Context, number: string): Promise<void> {
  const { output } = context;
  const why = await invoiceWhy(context, await tenant(context), number);
  if (output.isJson) return output.json(invoiceWhyJson(why));
  await printSentences(output, invoiceWhyInWords(why));
  await output.line();
  await printChecks(output, why.checks);
}
