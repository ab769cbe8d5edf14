import type { Command } from 'commander';
import { gatherCaseHistory } from '../../gather/case/gather-case-history.ts';
import { type Context, tenant, withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { historyJson, printHistory } from '../kit/print-history.ts';
import { caseEntries } from './entries.ts';

export function build(): Command {
  return newCommand(
    'Shows everything that happened to a case and was said about it: states, receipts, charges, pauses, orders and instructions with their delivery, documents, messages, and commands with their answers.',
    ['dunwell case timeline 2026/001-1'],
  )
    .argument('<reference>', 'reference of the case')
    .action((reference: string, options: SharedOptions) =>
      withDatabase(options, (context) => show(context, reference)),
    );
}

async function show(context: Context, reference: string): Promise<void> {
  const { db, output } = context;
  const { id, calendar } = await tenant(context);
  const history = await db.read((tx) => gatherCaseHistory(tx, id, reference));
  const entries = caseEntries(history);
  if (!output.isJson) return printHistory(output, entries, calendar);
  const { state, version } = history.row;
  return output.json({ creditor: id, reference, state, version, entries: historyJson(entries) });
}
