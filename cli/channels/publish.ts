import type { Command } from 'commander';
import type { WrittenChannels } from '../../config/channels/load.ts';
import { channelsHash } from '../../config/hash.ts';
import { publishChannelSettings } from '../../db/creditor/channel-settings.ts';
import { findCreditor } from '../../db/creditor/creditors.ts';
import { ALL_CREDITORS } from '../../domain/channels/settings.ts';
import { SET_UP } from '../../gateways/channels/adapters.ts';
import { type Context, withBooksToPublishIn } from '../kit/context.ts';
import { withCreate } from '../kit/data-folder.ts';
import { WorkFailed } from '../kit/failures.ts';
import { newCommand, type SharedOptions, withBy } from '../kit/options.ts';
import { readChannelsFile } from './read-file.ts';

interface Options extends SharedOptions {
  readonly by: string;
  readonly create?: boolean;
}

export function build(): Command {
  const command = newCommand(
    'Publishes a file of channels: the next version of those of the creditor it names, or of the default of all when it names none. A section that a creditor leaves out is the one of the default, else files in the outbox. They count from the next letter on, also for one that is tried again.',
    ['dunwell channels publish channels.yaml'],
  );
  return withCreate(withBy(command))
    .argument('<file>', 'file of channels')
    .action(async (file: string, options: Options) => {
      const written = await readChannelsFile(file);
      await withBooksToPublishIn(options, (context) => publish(context, written, options));
    });
}

async function publish(
  { db, output, asOf }: Context,
  { creditor, settings }: WrittenChannels,
  { by }: Options,
): Promise<void> {
  const { version, isNew } = await db.transaction(async (tx) => {
    if (creditor !== ALL_CREDITORS && (await findCreditor(tx, creditor)) === undefined) {
      throw new WorkFailed(
        `There is no creditor ${creditor}: publish its policy first, or leave the line out for all creditors.`,
      );
    }
    return publishChannelSettings(tx, { creditor, settings, hash: channelsHash(settings), at: asOf, by });
  });
  if (output.isJson) {
    return output.json({ creditor: creditor === ALL_CREDITORS ? null : creditor, version, isNew });
  }
  const whose = creditor === ALL_CREDITORS ? 'all creditors' : `creditor ${creditor}`;
  await output.line(
    `Channels of ${whose}: version ${version} ${isNew ? 'is published' : 'is as it was'} (${sectionsOf(settings)}).`,
  );
}

function sectionsOf(settings: WrittenChannels['settings']): string {
  return SET_UP.map((name) => `${name}: ${settings[name]?.kind ?? 'left out'}`).join(', ');
}
