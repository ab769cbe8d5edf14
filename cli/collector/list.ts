import type { Command } from 'commander';
import { configurationFile } from '../../config/collectors/write.ts';
import { collectorConfigurations } from '../../read/case/collector-configurations.ts';
import { collectorInWords, conditionInWords } from '../../read/case/configuration-words.ts';
import { type Context, withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';

interface Options extends SharedOptions {
  readonly all?: boolean;
}

export function build(): Command {
  return newCommand(
    'Lists the collector configurations in the order in which a case looks at them; with --creditor those that serve it. While none was ever published, a built-in one writes orders as files into the outbox.',
    ['dunwell collector list', 'dunwell collector list --all --json'],
  )
    .option('--all', 'inactive ones too')
    .action((options: Options) => withDatabase(options, (context) => list(context, options)));
}

async function list(context: Context, options: Options): Promise<void> {
  const chosen = await collectorConfigurations(context, options);
  const { output } = context;
  if (output.isJson) return output.json(chosen.map(configurationFile));
  const table = output.table([
    { title: 'priority', align: 'right' },
    { title: 'configuration' },
    { title: 'version', align: 'right' },
    { title: 'state' },
    { title: 'collector' },
    { title: 'review' },
    { title: 'creditors' },
    { title: 'environments' },
    { title: 'conditions' },
  ]);
  for (const one of chosen) {
    await table.row([
      String(one.priority),
      one.name,
      String(one.version),
      one.state,
      collectorInWords(one.collector),
      one.skipReview ? 'no' : 'yes',
      one.creditors.join(', ') || 'all',
      one.environments.join(', '),
      one.conditions.map(conditionInWords).join('; ') || 'none',
    ]);
  }
  await table.end();
}
