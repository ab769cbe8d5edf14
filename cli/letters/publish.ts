import type { Command } from 'commander';
import { textsHash } from '../../config/hash.ts';
import { publishLetterTexts } from '../../db/creditor/letter-texts.ts';
import type { OwnTexts } from '../../domain/letters/own-texts.ts';
import { type Context, tenant, withWritableDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions, withBy } from '../kit/options.ts';
import { readTextsFolder, refuseBroken, strangeLevels, textsInForce } from './texts.ts';

interface Options extends SharedOptions {
  readonly by: string;
}

export function build(): Command {
  return withBy(
    newCommand(
      "Publishes a folder of a creditor's own texts, texts/<language>.yaml and layouts/*.hbs, for letters planned from now on; what they do not say is as shipped. Every letter of the policy in force is written first: texts that make a broken letter are refused.",
      ['dunwell letters publish ./acme-letters --creditor acme'],
    ),
  )
    .argument('<folder>', 'folder of texts')
    .action(async (folder: string, options: Options) => {
      const own = await readTextsFolder(folder);
      await withWritableDatabase(options, (context) => publish(context, own, options));
    });
}

async function publish(context: Context, own: OwnTexts, { by }: Options): Promise<void> {
  const { db, output, asOf } = context;
  const { row, id: creditor } = await tenant(context);
  const texts = { ...(await db.read((tx) => textsInForce(tx, row))), own };
  refuseBroken(texts, strangeLevels(texts));
  const publication = { creditor, texts: own, hash: textsHash(own), at: asOf, by };
  const published = await db.transaction((tx) => publishLetterTexts(tx, publication), { creditor });
  const { version, isNew } = published;
  if (output.isJson) return output.json({ creditor, version, isNew });
  const languages = Object.keys(own.words).sort().join(', ') || 'none, layouts only';
  await output.line(
    `Letter texts of ${creditor}: version ${version} ${isNew ? 'is published' : 'is as it was'} (languages: ${languages}). Letters planned from now on have them.`,
  );
}
