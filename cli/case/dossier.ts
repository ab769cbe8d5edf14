import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { Fonts } from '../../gateways/pdf/fonts.ts';
import { gatherDossier } from '../../gather/case/gather-dossier.ts';
import { type Context, tenant, withDatabase } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { writeResult } from '../kit/write-result.ts';
import { dossierName } from './dossier-name.ts';

interface Options extends SharedOptions {
  readonly out?: string;
  readonly font?: string;
}

export function build(): Command {
  return newCommand(
    "Writes the file of a case as a PDF in the creditor's language: parties, what is open, receipts, what happened, documents with their hashes, proof of delivery.",
    ['dunwell case dossier 2026/001-1', 'dunwell case dossier 2026/001-1 --out case.pdf'],
  )
    .argument('<reference>', 'reference of the case')
    .option('--out <file>', 'where to write it, replacing what is there; - for standard output')
    .option('--font <file>', 'a TrueType or OpenType font, for scripts that DejaVu Sans lacks')
    .action((reference: string, options: Options) =>
      withDatabase(options, (context) => write(context, reference, options)),
    );
}

async function write(context: Context, reference: string, { out, font }: Options): Promise<void> {
  const { db, output, asOf } = context;
  const { id } = await tenant(context);
  const fonts = fontsOf(font);
  const content = await db.read((tx) => gatherDossier(tx, id, reference, asOf));
  // Making PDFs takes a while to load: only for those who want one.
  const { writeDossier } = await import('../../gateways/dossier/write-dossier.ts');
  const file = await writeResult(dossierName(id, reference), out, (stream) =>
    writeDossier(content, stream, fonts),
  );
  if (file === null) return;
  if (output.isJson) return output.json({ creditor: id, reference, file });
  await output.line(`Wrote ${file}.`);
}

function fontsOf(file: string | undefined): Fonts | undefined {
  if (file === undefined) return undefined;
  if (!existsSync(file)) throw new WorkFailed(`There is no font ${file}.`);
  return { regular: file, bold: file };
}
