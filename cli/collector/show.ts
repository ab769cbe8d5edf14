import type { Command } from 'commander';
import { configurationFile, writeCollectors } from '../../config/collectors/write.ts';
import {
  type CollectorConfigurationRow,
  configurationVersions,
  currentConfigurations,
} from '../../db/creditor/collector-configurations.ts';
import { noSuchConfiguration } from '../../read/case/configuration-words.ts';
import { type Context, withDatabase } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { newCommand, numberOption, type SharedOptions } from '../kit/options.ts';

interface Options extends SharedOptions {
  readonly revision?: number;
}

export function build(): Command {
  return newCommand(
    'Shows a collector configuration as a file that says the same, every default written out, with all its versions.',
    ['dunwell collector show reviewed', 'dunwell collector show reviewed --revision 1'],
  )
    .argument('<name>', 'name of the configuration')
    .option('--revision <version>', 'the version; the one in force', numberOption(0, 1_000_000))
    .action((name: string, options: Options) =>
      withDatabase(options, (context) => show(context, name, options)),
    );
}

async function show({ db, output }: Context, name: string, { revision }: Options): Promise<void> {
  const { current, versions } = await db.read(async (tx) => ({
    current: await currentConfigurations(tx),
    versions: await configurationVersions(tx, name),
  }));
  const inForce = current.find((one) => one.name === name);
  if (inForce === undefined) throw new WorkFailed(noSuchConfiguration(name, current));
  const chosen =
    revision === undefined || revision === inForce.version
      ? inForce
      : versions.find(({ version }) => version === revision)?.body;
  if (chosen === undefined) {
    const known = versions.map(({ version }) => version).join(', ') || inForce.version;
    throw new WorkFailed(`Configuration ${name} has no version ${revision}: it has ${known}.`);
  }
  if (output.isJson) {
    return output.json({ ...configurationFile(chosen), versions: versions.map(versionJson) });
  }
  await output.line(`# Version ${chosen.version} of ${name}. Published versions:`);
  for (const row of versions) await output.line(`#   ${versionInWords(row)}`);
  if (versions.length === 0)
    await output.line('#   none: it is built in, and stands in until one is published');
  const { version: _, ...terms } = chosen;
  await output.write(writeCollectors([terms]));
}

function versionJson({ version, body, publishedAt, publishedBy }: CollectorConfigurationRow) {
  return { version, state: body.state, publishedAt: new Date(publishedAt).toISOString(), publishedBy };
}

/** Configurations belong to no creditor, so their moments are told in UTC. */
function versionInWords({ version, body, publishedAt, publishedBy }: CollectorConfigurationRow): string {
  return `${version}: ${new Date(publishedAt).toISOString()} by ${publishedBy}, ${body.state}`;
}
