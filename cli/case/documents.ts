import type { Command } from 'commander';
import { caseDocuments, DOCUMENT_COLUMNS, documentJson } from '../../read/case/documents.ts';
import { type Context, tenant, withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { printList } from '../kit/print-list.ts';

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
  const { output } = context;
  const one = await tenant(context);
  const documents = await caseDocuments(context, one, reference);
  if (output.isJson) {
    return output.json({ creditor: one.id, reference, documents: documents.map(documentJson) });
  }
  if (documents.length === 0) return output.note('The case has no documents.');
  await printList(output, Object.entries(DOCUMENT_COLUMNS), documents);
}
