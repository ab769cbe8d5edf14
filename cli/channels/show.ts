import type { Command } from 'commander';
import { writeChannels } from '../../config/channels/write.ts';
import { channelSettingsOf } from '../../db/creditor/channel-settings.ts';
import { type Context, tenant, withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';

export function build(): Command {
  return newCommand(
    "Shows what counts for a creditor as a file that says the same: its own sections and the default's, every default written out.",
    ['dunwell channels show --creditor acme'],
  ).action((options: SharedOptions) => withDatabase(options, show));
}

async function show(context: Context): Promise<void> {
  const { db, output } = context;
  const { id: creditor } = await tenant(context);
  const settings = await db.read((tx) => channelSettingsOf(tx, creditor));
  if (output.isJson) return output.json({ creditor, ...settings });
  await output.write(writeChannels({ creditor, settings }));
}
