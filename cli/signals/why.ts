import type { Command } from 'commander';
import {
  signalChecks,
  signalWhy,
  signalWhyInWords,
  signalWhyJson,
  toldLines,
} from '../../read/signals/why.ts';
import { type Context, tenant, withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { printChecks } from '../kit/print-checks.ts';
import { printSentences } from '../kit/print-sentences.ts';

export function build(): Command {
  return newCommand(
    'Says why a customer is, or is not, prepared for an early or crisis signal: every condition with pass or fail, per type. Worked out anew from what is known now.',
    ['dunwell signals why C-100'],
  )
    .argument('<customer>', 'customer number')
    .action((customer: string, options: SharedOptions) =>
      withDatabase(options, (context) => show(context, customer)),
    );
}

async function show(context: Context, customer: string): Promise<void> {
  const { output } = context;
  const why = await signalWhy(context, await tenant(context), customer);
  if (output.isJson) return output.json(signalWhyJson(why));
  await printSentences(output, signalWhyInWords(why));
  for (const [type, checks] of signalChecks(why)) {
    await output.line();
    await printChecks(output, checks, [type, 'condition']);
  }
  const told = toldLines(why);
  if (told.length === 0) return;
  await output.line();
  await output.rows(['on', 'signal', 'state', 'what was said'], told);
}
