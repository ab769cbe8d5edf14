import { and, desc, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/kernel/day.ts';
import type { SignalSettings } from '../../domain/signals/settings.ts';
import { equals } from '../named.ts';
import { columnsBut, placeholders } from '../prepared.ts';
import { signalSettings } from '../tables/signals.ts';
import { preparedStatements, type Tx } from '../tx.ts';

type Row = typeof signalSettings.$inferSelect;

/** Settings in force with their version. */
export interface PublishedSignalSettings {
  readonly version: number;
  readonly settings: SignalSettings;
}

const statements = preparedStatements(({ orm, write }) => {
  const ofCreditor = equals(signalSettings, 'creditor');
  return {
    last: orm
      .select()
      .from(signalSettings)
      .where(ofCreditor)
      .orderBy(desc(signalSettings.version))
      .limit(1)
      .prepare(),
    version: orm
      .select({ body: signalSettings.body })
      .from(signalSettings)
      .where(and(ofCreditor, equals(signalSettings, 'version')))
      .prepare(),
    insert: write<Row>(
      orm.insert(signalSettings).values(placeholders(signalSettings, columnsBut(signalSettings, []))),
    ),
    lastGiven: orm
      .select()
      .from(signalSettings)
      .where(and(ofCreditor, sql`${signalSettings.body} <> 'null'`))
      .orderBy(desc(signalSettings.version))
      .limit(1)
      .prepare(),
    creditors: orm
      .select({ creditor: signalSettings.creditor })
      .from(signalSettings)
      .groupBy(signalSettings.creditor)
      .prepare(),
  };
});

/**
 * Publishes a creditor's signal settings as its next version; the same again stays what it is. Null takes them
 * back: nobody is prepared any more.
 */
export async function publishSignalSettings(
  tx: Tx,
  publication: {
    readonly creditor: string;
    readonly hash: string;
    readonly settings: SignalSettings | null;
    readonly at: Instant;
    readonly by: string;
  },
): Promise<{ version: number; isNew: boolean }> {
  const { creditor, hash, settings, at, by } = publication;
  const last = await statements(tx).last.get({ creditor });
  if (last === undefined && settings === null) return { version: 0, isNew: false };
  if (last !== undefined && last.hash === hash) return { version: last.version, isNew: false };
  const version = (last?.version ?? 0) + 1;
  await statements(tx).insert({ creditor, version, hash, body: settings, publishedAt: at, publishedBy: by });
  return { version, isNew: true };
}

/** The settings published last; undefined when the creditor has none or took them back. */
export async function findSignalSettings(
  tx: Tx,
  creditor: string,
): Promise<PublishedSignalSettings | undefined> {
  const last = await statements(tx).last.get({ creditor });
  return last?.body ? { version: last.version, settings: last.body } : undefined;
}

/** The settings published last, also when they were taken back since: what is under way needs its gateways. */
export async function lastSignalSettings(
  tx: Tx,
  creditor: string,
): Promise<{ readonly settings: SignalSettings; readonly isTakenBack: boolean } | undefined> {
  const given = await statements(tx).lastGiven.get({ creditor });
  if (!given?.body) return undefined;
  const last = await statements(tx).last.get({ creditor });
  return { settings: given.body, isTakenBack: last?.version !== given.version };
}

/** The settings of a version; undefined when that version took them back. */
export async function signalSettingsOf(
  tx: Tx,
  creditor: string,
  version: number,
): Promise<SignalSettings | undefined> {
  return (await statements(tx).version.get({ creditor, version }))?.body ?? undefined;
}

/** Creditors that ever published signal settings. */
export async function creditorsWithSignals(tx: Tx): Promise<readonly string[]> {
  return (await statements(tx).creditors.all()).map(({ creditor }) => creditor);
}
