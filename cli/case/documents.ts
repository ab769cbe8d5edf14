import type { Command } from 'commander';
import { documentsOf } from '../../db/case/documents.ts';
import { type Context, withDatabase } from '../kit/context.ts';
import { momentText } from '../kit/format.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { findTheCase } from './send-to-case.ts';

export function build(): Command {
  return newCommand(
    'Lists the documents of a case with their hashes: what people attached, copies of the letters that went out, and the proof of their delivery.',
    ['dunwell case documents 2026/001-1'],
  )
    .argument('<reference>', 'reference of the case')
    .action((reference: string, options: SharedOptions) =>
      withDatabase(options, (context) => list(context, reference)),
    );
}

async function list(context: Context, reference: string): Promise<void> {
  const { db, output } = context;
  const { of, id, calendar } = await findTheCase(context, reference);
  const documents = await db.read((tx) => documentsOf(tx, of.id));
  if (output.isJson) {
    return output.json({
      creditor: id,
      reference,
      documents: documents.map(({ name, type, size, hash, effectKey, attachedAt, by }) => ({
        ...{ name, type, size, hash, effectKey },
        attachedAt: new Date(attachedAt).toISOString(),
        by,
      })),
    });
  }
  if (documents.length === 0) return output.note('The case has no documents.');
  const table = output.table([
    { title: 'document' },
    { title: 'type' },
    { title: 'bytes', align: 'right' },
    { title: 'attached' },
    { title: 'by' },
    { title: 'sha-256' },
  ]);
  for (const { name, type, size, attachedAt, by, hash } of documents) {
    await table.row([name, type, String(size), momentText(attachedAt, calendar), by, hash]);
  }
  await table.end();
}
