import { type Command, InvalidArgumentError } from 'commander';
import { currentChannelSettings } from '../../db/creditor/channel-settings.ts';
import { isMailAddress } from '../../domain/channels/mail-address.ts';
import { ALL_CREDITORS, type ChannelSettings } from '../../domain/channels/settings.ts';
import type { ChannelAdapter, Checked } from '../../gateways/channels/adapter.ts';
import { ADAPTERS, SET_UP } from '../../gateways/channels/adapters.ts';
import { toolsOf } from '../../gateways/channels/channels.ts';
import { createFileOutbox } from '../../gateways/file-outbox.ts';
import { count } from '../../read/kit/format.ts';
import { now } from '../kit/clock.ts';
import { type Context, withDatabase } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { outboxOf, withOutbox } from '../kit/outbox.ts';
import { Output } from '../kit/output.ts';
import { readChannelsFile } from './read-file.ts';

type Found = Checked & { readonly creditor: string | null; readonly channel: string };

interface Options extends SharedOptions {
  readonly outbox?: string;
  readonly to?: string;
}

export function build(): Command {
  const command = newCommand(
    'Says whether channels would work from this machine: the file that is named, else all that are published. Secrets are read and servers asked, nothing is sent to a debtor. With --to, a test mail goes to that address. Exit code 1 when something would not work.',
    [
      'dunwell channels check',
      'dunwell channels check channels.yaml',
      'dunwell channels check --creditor acme --to me@acme.example',
    ],
  );
  return withOutbox(command)
    .option('--to <address>', 'send a test mail there by each mail server', mailAddressOption)
    .argument('[file]', 'file of channels; those published when left out')
    .action(async (file: string | undefined, options: Options) => {
      if (file === undefined) return withDatabase(options, (context) => checkPublished(context, options));
      const { creditor, settings } = await readChannelsFile(file);
      await tell(new Output(options.json === true), await checkOne(creditor, settings, options));
    });
}

function mailAddressOption(text: string): string {
  if (isMailAddress(text)) return text;
  throw new InvalidArgumentError('Write an address such as me@acme.example.');
}

async function checkPublished({ db, output }: Context, options: Options): Promise<void> {
  const all = (await db.read((tx) => currentChannelSettings(tx))).filter(
    ({ creditor }) => options.creditor === undefined || creditor === options.creditor,
  );
  const found: Found[] = [];
  for (const { creditor, body } of all) found.push(...(await checkOne(creditor, body, options)));
  await tell(output, found);
}

async function checkOne(creditor: string, settings: ChannelSettings, options: Options): Promise<Found[]> {
  const { folder } = outboxOf(options);
  const outbox = createFileOutbox({ folder });
  const found: Found[] = [];
  const test = options.to === undefined ? undefined : { to: options.to, asOf: now() };
  try {
    for (const channel of SET_UP) {
      const section = settings[channel];
      if (section === undefined) continue;
      const adapter = ADAPTERS[channel] as ChannelAdapter<unknown>;
      const tools = toolsOf(channel, { outbox, folder, environment: process.env });
      const whose = creditor === ALL_CREDITORS ? null : creditor;
      for (const one of await adapter.check(section, tools, test))
        found.push({ creditor: whose, channel, ...one });
    }
  } finally {
    await outbox.collector.close();
  }
  return found;
}

async function tell(output: Output, found: readonly Found[]): Promise<void> {
  const failed = found.filter(({ passes }) => !passes).length;
  if (output.isJson) {
    await output.json(found);
  } else if (found.length === 0) {
    await output.line('Nothing to check: all that is set up leaves as files.');
  } else {
    const table = output.table([
      { title: '' },
      { title: 'creditor' },
      { title: 'channel' },
      { title: 'check' },
      { title: 'says' },
    ]);
    for (const { creditor, channel, what, passes, says } of found) {
      await table.row([passes ? 'passes' : 'FAILS', creditor ?? 'all', channel, what, says]);
    }
    await table.end();
  }
  if (failed > 0) throw new WorkFailed(`${count(failed, 'check')} of ${found.length} failed.`);
}
