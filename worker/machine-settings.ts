import { createHash, scrypt } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { promisify } from 'node:util';
import { currentChannelSettings } from '../db/creditor/channel-settings.ts';
import { currentConfigurations } from '../db/creditor/collector-configurations.ts';
import type { Database } from '../db/database.ts';
import { creditorsWithSignals, lastSignalSettings } from '../db/signals/settings.ts';
import type { WorkerSettings } from '../db/tables/workers.ts';
import type { Tx } from '../db/tx.ts';
import { CollectorKind } from '../domain/case/configuration.ts';
import { resolveSecret } from '../gateways/collectors/secret.ts';

const MISSING = 'missing';

/** What the books name and each machine has to have by itself. */
interface Named {
  /** References as collectors' configurations write them: `env:NAME`, `file:/path`. */
  readonly secrets: ReadonlySet<string>;
  /** Folders and files with a full path. */
  readonly paths: ReadonlySet<string>;
}

export interface MachineSettings {
  readonly db: Database;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The sender's address of e-mails. */
  readonly from: string | undefined;
}

/**
 * What has to be the same on every machine that works on the same books, as it is here: told by a mark of each value,
 * from which nobody reads the value.
 */
export async function machineSettings({ db, environment, from }: MachineSettings): Promise<WorkerSettings> {
  const { secrets, paths } = await db.read(namedInBooks);
  const told: Record<string, string> = {
    "sender's address": from ?? 'none',
    'time zone data': process.versions.tz ?? 'none',
  };
  for (const reference of secrets) {
    const value = await resolveSecret(reference, environment).catch(() => undefined);
    told[`secret ${reference}`] = value === undefined ? MISSING : await markOf(reference, value);
  }
  for (const path of paths) told[`path ${path}`] = (await isThere(path)) ? 'there' : MISSING;
  return told;
}

async function namedInBooks(tx: Tx): Promise<Named> {
  const secrets = new Set<string>();
  const paths = new Set<string>();
  for (const { collector } of await currentConfigurations(tx)) {
    if (collector.kind === CollectorKind.HTTPS) {
      secrets.add(collector.secret);
      if (collector.ca !== undefined) paths.add(collector.ca);
    }
    if (collector.kind === CollectorKind.FILE && isAbsolute(collector.folder)) paths.add(collector.folder);
  }
  for (const { body } of await currentChannelSettings(tx)) {
    for (const written of textsIn(body)) {
      if (/^(env:|file:\/)/.test(written)) secrets.add(written);
      else if (isAbsolute(written)) paths.add(written);
    }
  }
  for (const creditor of await creditorsWithSignals(tx)) {
    const settings = (await lastSignalSettings(tx, creditor))?.settings;
    const link = settings?.letter?.optOutLink ?? null;
    if (link !== null) secrets.add(`env:${link.keys}`);
    for (const { transport } of settings?.gateways ?? []) {
      if (transport.kind === 'https' && transport.secret !== null) secrets.add(`env:${transport.secret}`);
      if (transport.kind === 'folder' && isAbsolute(transport.folder)) paths.add(transport.folder);
    }
  }
  return { secrets, paths };
}

/** Every text of a channel's settings: a reference to a secret or a full path is one wherever it stands. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

const derive = promisify<string, string, number, Buffer>(scrypt);
const marks = new Map<string, string>();

/** Short and dear to compute: it tells two secrets apart, and a guess at one is told no sooner than by its use. */
async function markOf(reference: string, secret: string): Promise<string> {
  const name = createHash('sha256').update(`${reference}\0${secret}`).digest('hex');
  const known = marks.get(name) ?? (await derive(secret, `dunwell ${reference}`, 3)).toString('hex');
  marks.set(name, known);
  return known;
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
