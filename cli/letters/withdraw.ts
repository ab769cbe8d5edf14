import type { Command } from 'commander';
import { withdrawLetterTexts } from '../../db/creditor/letter-texts.ts';
import { type Context, tenant, withWritableDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';

export function build(): Command {
  return newCommand(
    "Takes a creditor's own texts out of force: letters planned from now on have the shipped words. Those planned before keep theirs, and the published versions stay.",
    ['dunwell letters withdraw --creditor acme'],
  ).action((options: SharedOptions) => withWritableDatabase(options, withdraw));
}

async function withdraw(context: Context): Promise<void> {
  const { db, output } = context;
  const { row, id: creditor } = await tenant(context);
  await db.transaction((tx) => withdrawLetterTexts(tx, creditor), { creditor });
  const wasInForce = row.textsHash !== null;
  if (output.isJson) return output.json({ creditor, wasInForce });
  await output.line(
    wasInForce
      ? `Letters of ${creditor} planned from now on have the shipped words.`
      : `${creditor} had no texts of its own in force.`,
  );
}
