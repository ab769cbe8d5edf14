import type { Command } from 'commander';
import { writeYaml } from '../../config/yaml.ts';
import { type LetterTextsRow, letterTextsVersions } from '../../db/creditor/letter-texts.ts';
import { momentText } from '../../domain/kernel/moment.ts';
import { type Context, type Tenant, tenant, withDatabase } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { newCommand, numberOption, type SharedOptions } from '../kit/options.ts';

interface Options extends SharedOptions {
  readonly revision?: number;
}

export function build(): Command {
  return newCommand("Shows a creditor's own texts as published, language by language, with all versions.", [
    'dunwell letters show --creditor acme',
    'dunwell letters show --revision 1',
  ])
    .option('--revision <version>', 'the version; the one in force', numberOption(1, 1_000_000))
    .action((options: Options) => withDatabase(options, (context) => show(context, options)));
}

async function show(context: Context, { revision }: Options): Promise<void> {
  const { db, output } = context;
  const whose = await tenant(context);
  const { row, id: creditor } = whose;
  const versions = await db.read((tx) => letterTextsVersions(tx, creditor));
  const chosen = versions.findLast(({ version, hash }) =>
    revision === undefined ? hash === row.textsHash : version === revision,
  );
  if (output.isJson) {
    return output.json({
      creditor,
      version: chosen?.version ?? null,
      ...(chosen?.body ?? {}),
      versions: versions.map(({ version, publishedAt, publishedBy }) => ({
        version,
        publishedAt: new Date(publishedAt).toISOString(),
        publishedBy,
      })),
    });
  }
  if (revision !== undefined && chosen === undefined) {
    const known = versions.map(({ version }) => version).join(', ') || 'none';
    throw new WorkFailed(`Letter texts of ${creditor} have no version ${revision}: there are ${known}.`);
  }
  await output.line(`# Letter texts of ${creditor}. Published versions:`);
  for (const one of versions) await output.line(`#   ${versionInWords(one, whose, row.textsHash)}`);
  if (versions.length === 0) await output.line('#   none: all letters have the shipped words');
  for (const [language, words] of Object.entries(chosen?.body.words ?? {})) {
    await output.line(`# texts/${language}.yaml`);
    await output.write(writeYaml(words));
  }
  for (const [name, source] of Object.entries(chosen?.body.layouts ?? {})) {
    await output.line(`# layouts/${name}`);
    await output.write(source.endsWith('\n') ? source : `${source}\n`);
  }
}

function versionInWords(
  { version, hash, publishedAt, publishedBy }: LetterTextsRow,
  { calendar }: Tenant,
  inForce: string | null,
): string {
  const isInForce = hash === inForce ? ', in force' : '';
  return `${version}: ${momentText(publishedAt, calendar)} by ${publishedBy}${isInForce}`;
}
