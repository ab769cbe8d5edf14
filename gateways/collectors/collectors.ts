import { isAbsolute, join } from 'node:path';
import type { CollectorTarget } from '../../contracts/collector.ts';
import { CollectorKind } from '../../domain/case/configuration.ts';
import { EffectKind } from '../../domain/effects/effect.ts';
import { createHttpsClient } from '../https/client.ts';
import { httpsTarget } from '../https/target.ts';
import { makeFolderIn, makeOutboxFolder } from '../outbox-file.ts';
import { refusal } from '../refusal.ts';
import { misconfigured } from './failure.ts';
import { ANSWERS, createFileCollector, type FileSettings } from './file-drop.ts';
import { createHandCollector } from './hand.ts';
import { createHttpsCollector, type HttpsSettings, type Line } from './https.ts';
import type { Collector, CollectorContent } from './port.ts';
import { type Environment, readNamed, resolveSecret } from './secret.ts';

/** All collectors behind one port; each order and instruction goes to the one its target names. */
export interface Collectors extends Collector<CollectorContent> {
  close(): Promise<void>;
}

export interface CollectorsOptions {
  /** Folders that configurations name without a full path lie here. */
  readonly folder: string;
  /** Where secrets of the form `env:NAME` are found, such as the process's environment. */
  readonly environment: Environment;
  /** How else secrets are found by their references. */
  readonly secretOf?: (reference: string) => Promise<string>;
}

export function createCollectors(options: CollectorsOptions): Collectors {
  const { environment, secretOf = (reference) => resolveSecret(reference, environment) } = options;
  const lines = createLines(secretOf);
  const byKind: Readonly<Record<CollectorKind, Collector<CollectorContent>>> = {
    [CollectorKind.HAND]: createHandCollector(),
    [CollectorKind.FILE]: createFileCollector(createFolders(options.folder)),
    [CollectorKind.HTTPS]: createHttpsCollector(lines.to),
  };
  const of = ({ settings }: CollectorTarget) => byKind[settings.kind];
  return {
    name: 'collectors',
    dedupes: true,
    async deliver(delivery) {
      const { kind } = delivery.content;
      if (kind !== EffectKind.ORDER && kind !== EffectKind.INSTRUCTION)
        throw refusal(`Collectors take no ${String(kind)}.`);
      return of(delivery.content.target).deliver(delivery);
    },
    async trace(key, content) {
      // Without its content nobody knows which collector had it.
      return content === null ? 'unknown' : of(content.target).trace(key, content);
    },
    circuitOf(content) {
      const { settings } = content.target;
      if (settings.kind !== CollectorKind.HTTPS) return null;
      return `collector: ${new URL(settings.url).host} (${content.target.configuration})`;
    },
    ask: async (order, target) => of(target).ask(order, target),
    close: () => lines.close(),
  };
}

/**
 * Where the files of a configuration lie. A folder with a full path is somebody's share and must be there: orders
 * on a disk of this machine would reach nobody. Others are made, once; one that goes missing later is a temporary
 * failure.
 */
function createFolders(outbox: string): (settings: FileSettings) => Promise<string> {
  const made = new Set<string>();
  return async ({ folder: named, acknowledged }) => {
    const folder = isAbsolute(named) ? named : join(outbox, named);
    if (!isAbsolute(named) && !made.has(folder)) {
      try {
        makeOutboxFolder(folder);
        made.add(folder);
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
        throw misconfigured(`The collector's folder ${folder} cannot be made (${code}).`, error);
      }
    }
    if (acknowledged) await makeFolderIn(folder, ANSWERS);
    return folder;
  };
}

/** Keeps connections, and makes them anew when the secret or the certificate has changed. */
function createLines(secretOf: NonNullable<CollectorsOptions['secretOf']>) {
  const open = new Map<string, Line & { readonly secret: string; readonly ca: string | undefined }>();
  const make = (settings: HttpsSettings, secret: string, ca: string | undefined) => {
    try {
      const target = httpsTarget({
        url: settings.url,
        secret,
        timeoutMs: settings.timeoutSeconds * 1000,
        ...(ca === undefined ? {} : { ca }),
      });
      return { target, client: createHttpsClient(target), secret, ca };
    } catch (error) {
      throw misconfigured(error instanceof Error ? error.message : String(error), error);
    }
  };
  return {
    async to(settings: HttpsSettings): Promise<Line> {
      const secret = await secretOf(settings.secret);
      const ca = settings.ca === undefined ? undefined : await readNamed(settings.ca, 'certificate');
      const name = JSON.stringify(settings);
      const known = open.get(name);
      if (known !== undefined && known.secret === secret && known.ca === ca) return known;
      const line = make(settings, secret, ca);
      open.set(name, line);
      // Waits for what is under way on it, which nobody else needs to.
      void known?.client.close();
      return line;
    },
    async close() {
      await Promise.all([...open.values()].map(({ client }) => client.close()));
      open.clear();
    },
  };
}
