import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { CASE_FORMS } from '../../contracts/message-forms.ts';
import { documentsOf, stageContent } from '../../db/case/documents.ts';
import { DOCUMENT_TYPES } from '../../domain/case/document-types.ts';
import { decideAttachment, problemOfSize } from '../../domain/case/documents.ts';
import { CaseCommandKind } from '../../domain/case/messages/index.ts';
import { DEFAULT_CASE_SETTINGS } from '../../domain/case/settings.ts';
import { formOf } from '../../domain/kernel/message.ts';
import { recognizeType } from '../../files/recognize-type.ts';
import { policyOf } from '../../gather/invoice/gather-invoice.ts';
import { type Context, withDatabase, withWritableDatabase } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { newCaseCommand } from './case-command.ts';
import { type CaseFound, type CaseMessageOptions, findTheCase, sendToCase } from './send-to-case.ts';

interface Options extends CaseMessageOptions {
  readonly name?: string;
  readonly type?: string;
}

export function build(): Command {
  return newCaseCommand(formOf(CASE_FORMS, 'attachDocument'), (command) =>
    command
      .argument('<file>', 'the file')
      .option('--name <name>', 'its name in the case, at most 100 characters; the name of the file')
      .option('--type <type>', `what it is, where its content leaves a choice: ${DOCUMENT_TYPES.join(', ')}`),
  ).action((reference: string, file: string, options: Options) =>
    withDatabase(options, (context) => attach(context, reference, file, options)),
  );
}

interface WantedFile {
  readonly name: string;
  readonly type: string | null;
  readonly hash: string;
  readonly content: Uint8Array;
  readonly recognized: string;
}

async function attach(context: Context, reference: string, file: string, options: Options): Promise<void> {
  const found = await findTheCase(context, reference);
  const largest = await largestDocument(context, found);
  const wanted = await read(file, options, largest);
  const { name, type, hash, content, recognized } = wanted;
  const documents = await context.db.read((tx) => documentsOf(tx, found.of.id));
  const known = { type: recognized, size: content.byteLength };
  const decision = decideAttachment(wanted, known, documents, largest);
  if ('refused' in decision) throw new WorkFailed(decision.refused);
  if ('already' in decision) return tellAlready(context, found, wanted, decision.already);
  // The content goes into the database at once, the message that names it by its hash to the worker: killed in
  // between, the content is swept one day, and attaching it again goes on as if nothing had happened.
  await withWritableDatabase(options, ({ db, asOf }) =>
    db
      .transaction((tx) => stageContent(tx, { hash, type: recognized, content, storedAt: asOf }), {
        creditor: found.id,
        case: found.of.reference,
      })
      .then(() => undefined),
  );
  const fields = { name, hash, type: type ?? undefined };
  await sendToCase(context, found, { kind: CaseCommandKind.attachDocument, fields }, options);
}

async function tellAlready(
  { output }: Context,
  { id, of }: CaseFound,
  { name, hash }: WantedFile,
  says: string,
): Promise<void> {
  if (!output.isJson) return output.line(says);
  await output.json({ creditor: id, reference: of.reference, ok: true, says, name, hash, state: null });
}

/** By the policy in force: the limit is for what is attached now. */
async function largestDocument({ db, sources }: Context, { id, row }: CaseFound): Promise<number> {
  const policy = await db.read((tx) => policyOf(tx, sources, id, row.policyVersion));
  return (policy.cases ?? DEFAULT_CASE_SETTINGS).largestDocument;
}

async function read(file: string, options: Options, largest: number): Promise<WantedFile> {
  const name = options.name ?? basename(file);
  // Asked first, so that nothing huge is loaded only to be refused.
  const size = await sizeOf(file);
  const tooLarge = problemOfSize(name, size, largest);
  if (tooLarge !== null) throw new WorkFailed(tooLarge);
  const content = await readFile(file);
  const hash = createHash('sha256').update(content).digest('hex');
  return { name, type: options.type ?? null, hash, content, recognized: await recognizeType(content) };
}

async function sizeOf(file: string): Promise<number> {
  try {
    const found = await stat(file);
    if (found.isFile()) return found.size;
  } catch (error) {
    throw new WorkFailed(`Cannot read ${file}: ${error instanceof Error ? error.message : error}.`, error);
  }
  throw new WorkFailed(`Cannot read ${file}: it is no file.`);
}
