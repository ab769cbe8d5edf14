import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { SignalFormat, type SignalGatewaySettings } from '../../domain/signals/settings.ts';
import { createHttpsClient } from '../https/client.ts';
import { httpsTarget } from '../https/target.ts';
import { GatewayFailure } from '../port.ts';
import { createMunicipalityFileDrop } from './file-drop.ts';
import { createHttpsMunicipality } from './https.ts';
import type { AnsweringGateway, Municipalities } from './port.ts';

/** The gateways of all creditors to their municipalities' services. */
export interface MunicipalityGateways {
  /** The gateway that settings describe; throws a GatewayFailure when it cannot be made now. */
  readonly of: Municipalities;
  close(): Promise<void>;
}

/** A folder with a full path is somebody's share: made on a disk of this machine, signals in it would reach nobody. */
function folderOf(outbox: string, named: string): string {
  if (!isAbsolute(named)) return join(outbox, named);
  if (!existsSync(named)) throw new TypeError(`The folder ${named} of the signals is not there.`);
  return named;
}

/** Makes gateways as they are first asked for, and keeps them: connections are worth keeping. */
export function createMunicipalityGateways(options: {
  /** Folders that settings name without a full path lie here. */
  readonly folder: string;
  /** Where secrets are found by their names, such as the process's environment. */
  readonly secrets: Readonly<Record<string, string | undefined>>;
}): MunicipalityGateways {
  const made = new Map<string, AnsweringGateway>();
  const closing: (() => Promise<void>)[] = [];
  const make = (settings: SignalGatewaySettings): AnsweringGateway => {
    const { transport, name, format } = settings;
    const service = format === SignalFormat.NEUTRAL ? name : format;
    switch (transport.kind) {
      case 'folder': {
        const folder = folderOf(options.folder, transport.folder);
        return createMunicipalityFileDrop(service, { folder, writes: transport.writes });
      }
      case 'https': {
        const secret = transport.secret === null ? undefined : options.secrets[transport.secret];
        if (secret === undefined || secret === '') {
          throw new TypeError(
            transport.secret === null
              ? `The gateway ${name} names no secret to sign with.`
              : `The environment has no ${transport.secret}, the secret of the gateway ${name}.`,
          );
        }
        const target = httpsTarget({ url: transport.url, secret });
        const client = createHttpsClient(target);
        closing.push(() => client.close());
        return createHttpsMunicipality(service, target, client);
      }
      default:
        return transport satisfies never;
    }
  };
  return {
    of(settings) {
      const key = JSON.stringify(settings);
      const known = made.get(key);
      if (known !== undefined) return known;
      try {
        const gateway = make(settings);
        made.set(key, gateway);
        return gateway;
      } catch (error) {
        // A missing secret or folder is mended by an operator, without the signal being another one.
        const message = error instanceof Error ? error.message : String(error);
        throw new GatewayFailure(message, { isTemporary: true, mayHaveArrived: false, cause: error });
      }
    },
    close: async () => {
      await Promise.all(closing.map((close) => close()));
    },
  };
}
