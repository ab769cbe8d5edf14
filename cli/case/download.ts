import { createHash } from 'node:crypto';
import type { Command } from 'commander';
import { didYouMean } from '../../config/nearest.ts';
import { type CaseDocument, documentsOf, readContent } from '../../db/case/documents.ts';
import { isSameName } from '../../domain/case/documents.ts';
import { type Context, withDatabase } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { writeResult } from '../kit/write-result.ts';
import { type CaseFound, findTheCase } from './send-to-case.ts';

interface Options extends SharedOptions {
  readonly out?: string;
}

export function build(): Command {
  return newCommand(
    'Writes a document of a case to a file of its name in this folder, unless there is one, or where --out says.',
    [
      'dunwell case download 2026/001-1 contract.pdf',
      'dunwell case download 2026/001-1 "notice 2026-03-01.pdf" --out notice.pdf',
    ],
  )
    .argument('<reference>', 'reference of the case')
    .argument('<name>', 'name of the document')
    .option('--out <file>', 'where to write it, replacing what is there; - for standard output')
    .action((reference: string, name: string, options: Options) =>
      withDatabase(options, (context) => download(context, reference, name, options)),
    );
}

async function download(context: Context, reference: string, name: string, { out }: Options): Promise<void> {
  const { output } = context;
  const found = await findTheCase(context, reference);
  const document = await named(context, found, name);
  const content = await contentOf(context, document);
  const file = await writeResult(document.name, out, async (stream) => {
    stream.end(content);
  });
  const { type, size, hash } = document;
  if (file === null) return;
  if (output.isJson) {
    return output.json({ creditor: found.id, reference, name: document.name, type, size, hash, file });
  }
  await output.line(`Wrote ${file} (${type}, ${size} bytes).`);
}

async function named({ db }: Context, { of }: CaseFound, name: string): Promise<CaseDocument> {
  const documents = await db.read((tx) => documentsOf(tx, of.id));
  const document = documents.find((one) => isSameName(one.name, name));
  if (document !== undefined) return document;
  const names = documents.map((one) => one.name);
  const known = names.length === 0 ? '; it has none.' : `: it has ${names.join(', ')}.`;
  throw new WorkFailed(`Case ${of.reference} has no document ${name}${didYouMean(name, names) || known}`);
}

async function contentOf({ db }: Context, { hash, name }: CaseDocument): Promise<Uint8Array> {
  const content = await db.read((tx) => readContent(tx, hash));
  if (content === undefined) throw new WorkFailed(`The content of ${name} was erased.`);
  const found = createHash('sha256').update(content).digest('hex');
  if (found === hash) return content;
  throw new WorkFailed(
    `The content of ${name} is damaged: its hash is ${found}, not ${hash}. Restore a backup.`,
  );
}
