import type { Command } from 'commander';
import { collectorWhy, collectorWhyInWords, collectorWhyJson } from '../../read/case/collector-why.ts';
import { type Context, tenant, withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { printSentences } from '../kit/print-sentences.ts';

export function build(): Command {
  return newCommand(
    'Says which collector configuration a case got, or would get if it were prepared now, and why: every configuration in the order of looking, condition by condition.',
    ['dunwell collector why 2026/001-1'],
  )
    .argument('<reference>', 'reference of the case')
    .action((reference: string, options: SharedOptions) =>
      withDatabase(options, (context) => show(context, reference)),
    );
}

async function show(context: Context, reference: string): Promise<void> {
  const { output } = context;
  const why = await collectorWhy(context, await tenant(context), reference);
  if (output.isJson) return output.json(collectorWhyJson(why));
  await printSentences(output, collectorWhyInWords(why));
  await output.line();
  const { green, red } = output.colors;
  const table = output.table([
    { title: 'configuration' },
    { title: '' },
    { title: 'rule' },
    { title: 'what it says' },
  ]);
  for (const { name, version, checks } of why.choice.because) {
    const title = version === null ? name : `${name}, version ${version}`;
    for (const { rule, passes, says } of checks) {
      await table.row([title, { text: passes ? 'pass' : 'FAIL', paint: passes ? green : red }, rule, says]);
    }
  }
  await table.end();
}
