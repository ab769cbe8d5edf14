import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { CollectorTarget } from '../../contracts/collector.ts';
import { currentConfigurations } from '../../db/creditor/collector-configurations.ts';
import type { CollectorSettings } from '../../domain/case/configuration.ts';
import { CollectorKind } from '../../domain/case/configuration.ts';
import { CaseEnvironment } from '../../domain/case/state.ts';
import { createCollectors } from '../../gateways/collectors/collectors.ts';
import { type Tried, tryCollector } from '../../gateways/collectors/try-collector.ts';
import { noSuchConfiguration } from '../../read/case/configuration-words.ts';
import { type Context, withDatabase } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { outboxOf } from '../kit/outbox.ts';

export function build(): Command {
  return newCommand(
    'Tries a collector: walks one invented order, marked TEST, through it, from its documents to its withdrawal, and says check by check whether it keeps to the protocol. Only for a configuration that serves TEST.',
    ['dunwell collector try test-service'],
  )
    .argument('<name>', 'name of the configuration')
    .action((name: string, options: SharedOptions) =>
      withDatabase(options, (context) => tryOne(context, name)),
    );
}

async function tryOne({ db, output, options, asOf }: Context, name: string): Promise<void> {
  const current = await db.read((tx) => currentConfigurations(tx));
  const found = current.find((one) => one.name === name);
  if (found === undefined) throw new WorkFailed(noSuchConfiguration(name, current));
  const { collector: settings, version, environments } = found;
  if (!environments.includes(CaseEnvironment.TEST)) {
    throw new WorkFailed(
      `Configuration ${name} serves ${environments.join(', ')} only: its collector may take a trial for a real order. Publish one that serves TEST for it.`,
    );
  }
  const folder = outboxOf(options).folder;
  const collector = createCollectors({ folder, environment: process.env });
  const impostor = impostorOf(settings, folder);
  const target: CollectorTarget = {
    configuration: name,
    version,
    settings,
    environment: CaseEnvironment.TEST,
  };
  try {
    const trial = {
      collector,
      impostor,
      target,
      name: `trial-${randomUUID()}`,
      today: Math.floor(asOf / 86_400_000),
      asOf,
    };
    const failed = await tell(tryCollector(trial), output);
    if (failed > 0) throw new WorkFailed();
  } finally {
    await Promise.all([collector.close(), impostor?.close()]);
  }
}

/** The same collector with a secret that nobody knows. */
function impostorOf(settings: CollectorSettings, folder: string) {
  if (settings.kind !== CollectorKind.HTTPS) return null;
  const secret = `${randomUUID()}${randomUUID()}`;
  return createCollectors({ folder, environment: {}, secretOf: async () => secret });
}

async function tell(tried: AsyncIterable<Tried>, output: Context['output']): Promise<number> {
  const all: Tried[] = [];
  const table = output.isJson ? null : output.table([{ title: '' }, { title: 'check' }, { title: 'says' }]);
  for await (const one of tried) {
    all.push(one);
    await table?.row([one.passes ? 'passes' : 'FAILS', one.what, one.says]);
  }
  await table?.end();
  if (output.isJson) await output.json(all);
  return all.filter(({ passes }) => !passes).length;
}
