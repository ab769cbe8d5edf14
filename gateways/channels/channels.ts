import { createHash } from 'node:crypto';
import type { ChannelSettings } from '../../domain/channels/settings.ts';
import { type Environment, readNamed, resolveSecret } from '../collectors/secret.ts';
import type { Gateways, Route, SameForAll } from '../gateways.ts';
import type { Gateway } from '../port.ts';
import type { AdapterTools, ChannelAdapter, LevelGateway } from './adapter.ts';
import { ADAPTERS, SET_UP, type SetUp } from './adapters.ts';

export interface ChannelsOptions {
  /** Where levels go while nothing is published for their channel, and where all else goes. */
  readonly outbox: SameForAll;
  /** Its folder. */
  readonly folder: string;
  /** Where secrets of the form `env:NAME` are found. */
  readonly environment: Environment;
  /** What counts for a creditor now; asked at every hand-over, so that what is published counts at once. */
  settingsOf(creditor: string): Promise<ChannelSettings>;
  /** Counts the e-mails of an hour; see AdapterTools. */
  readonly mailAllowance?: AdapterTools['mailAllowance'];
}

/** The gateways of all creditors' channels. */
export interface Channels {
  readonly gateways: Gateways;
  close(): Promise<void>;
}

/** Routes each creditor's levels to the gateways that its channels are published with. */
export function createChannels(options: ChannelsOptions): Channels {
  const { outbox } = options;
  const opened = SET_UP.map((name) => ({ name, ...openOne(name, options) }));
  const routes = Object.fromEntries(opened.map(({ name, route }) => [name, route])) as Record<SetUp, Route>;
  return {
    gateways: { ...outbox, ...routes },
    close: async () => {
      await Promise.all(opened.map(({ close }) => close()));
    },
  };
}

export function toolsOf(
  name: SetUp,
  { outbox, folder, environment, mailAllowance }: Omit<ChannelsOptions, 'settingsOf'>,
): AdapterTools {
  const whose = `the channel ${name}`;
  return {
    folder,
    outbox: outbox[name] as LevelGateway,
    secretOf: (reference) => resolveSecret(reference, environment, whose),
    readFile: (path, what) => readNamed(path, what, whose),
    ...(mailAllowance === undefined ? {} : { mailAllowance }),
  };
}

/** Another side can be away, which a folder of this machine cannot: what goes there has a name of its own. */
function named(gateway: LevelGateway, channel: SetUp, settings: string, tools: AdapterTools): LevelGateway {
  if (gateway === tools.outbox || gateway.circuitOf !== undefined) return gateway;
  const mark = createHash('sha256').update(settings).digest('hex').slice(0, 8);
  const circuit = `${channel}: ${gateway.name} (${mark})`;
  return Object.assign(gateway, { circuitOf: () => circuit });
}

/** One channel: creditors with the same settings share a gateway. */
function openOne(name: SetUp, options: ChannelsOptions) {
  const tools = toolsOf(name, options);
  const adapter = ADAPTERS[name] as ChannelAdapter<unknown>;
  /** Those in use, with the creditors that use them. */
  const open = new Map<string, { readonly gateway: LevelGateway; readonly usedBy: Set<string> }>();
  const usedBy = new Map<string, string>();
  const route: Route = {
    async of(creditor) {
      const settings = (await options.settingsOf(creditor))[name];
      const id = JSON.stringify(settings ?? null);
      leaveOther(creditor, id);
      const known = open.get(id);
      if (known !== undefined) {
        known.usedBy.add(creditor);
        return known.gateway as Gateway;
      }
      const gateway =
        settings === undefined ? tools.outbox : named(adapter.open(settings, tools), name, id, tools);
      open.set(id, { gateway, usedBy: new Set([creditor]) });
      return gateway as Gateway;
    },
  };
  /** A gateway that nobody uses any more is closed; what is under way on it is waited for by itself. */
  function leaveOther(creditor: string, id: string): void {
    const before = usedBy.get(creditor);
    usedBy.set(creditor, id);
    if (before === undefined || before === id) return;
    const left = open.get(before);
    left?.usedBy.delete(creditor);
    if (left === undefined || left.usedBy.size > 0) return;
    open.delete(before);
    left.gateway.close?.().catch(() => undefined);
  }
  return {
    route,
    close: async () => {
      await Promise.all([...open.values()].map(({ gateway }) => gateway.close?.()));
      open.clear();
    },
  };
}
