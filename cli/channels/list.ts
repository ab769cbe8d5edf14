import type { Command } from 'commander';
import { currentChannelSettings } from '../../db/creditor/channel-settings.ts';
import { ALL_CREDITORS } from '../../domain/channels/settings.ts';
import { SET_UP } from '../../gateways/channels/adapters.ts';
import { type Context, withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';

export function build(): Command {
  return newCommand(
    'Lists the channels in force: those of the default, and of every creditor that has its own. What a creditor leaves out is as the default has it; what that leaves out goes as files into the outbox.',
    ['dunwell channels list', 'dunwell channels list --json'],
  ).action((options: SharedOptions) => withDatabase(options, list));
}

async function list({ db, output, options }: Context): Promise<void> {
  const all = await db.read((tx) => currentChannelSettings(tx));
  const chosen = all.filter(
    ({ creditor }) =>
      options.creditor === undefined || creditor === ALL_CREDITORS || creditor === options.creditor,
  );
  if (output.isJson) {
    return output.json(
      chosen.map(({ creditor, version, body, publishedAt, publishedBy }) => ({
        creditor: creditor === ALL_CREDITORS ? null : creditor,
        version,
        ...body,
        publishedAt: new Date(publishedAt).toISOString(),
        publishedBy,
      })),
    );
  }
  if (chosen.length === 0) {
    return output.line('No channels are published: everything goes as files into the outbox.');
  }
  const table = output.table([
    { title: 'creditor' },
    { title: 'version', align: 'right' },
    ...SET_UP.map((title) => ({ title })),
  ]);
  for (const { creditor, version, body } of chosen) {
    const isDefault = creditor === ALL_CREDITORS;
    const leftOut = isDefault ? 'outbox' : 'as all';
    await table.row([
      isDefault ? 'all' : creditor,
      String(version),
      ...SET_UP.map((name) => body[name]?.kind ?? leftOut),
    ]);
  }
  await table.end();
}
