import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { ALL_CREDITORS, type ChannelSettings, layered } from '../../domain/channels/settings.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { equals, named } from '../named.ts';
import { columnsBut, placeholders } from '../prepared.ts';
import { channelSettings } from '../tables/channels.ts';
import { preparedStatements, type Tx } from '../tx.ts';

export type ChannelSettingsRow = Readonly<typeof channelSettings.$inferSelect>;

const others = alias(channelSettings, 'others');

const statements = preparedStatements(({ orm, write }) => {
  const isNewest = eq(
    channelSettings.version,
    orm
      .select({ version: sql<number>`max(${others.version})` })
      .from(others)
      .where(eq(others.creditor, channelSettings.creditor)),
  );
  const select = (where: SQL | undefined) =>
    orm.select().from(channelSettings).where(and(where, isNewest)).orderBy(asc(channelSettings.creditor));
  return {
    current: select(undefined).prepare(),
    of: select(inArray(channelSettings.creditor, [named('creditor'), ALL_CREDITORS])).prepare(),
    last: select(equals(channelSettings, 'creditor')).prepare(),
    insert: write<ChannelSettingsRow>(
      orm.insert(channelSettings).values(placeholders(channelSettings, columnsBut(channelSettings, []))),
    ),
  };
});

/** Publishes channels as the creditor's next version; those published last, published again, stay what they are. */
export async function publishChannelSettings(
  tx: Tx,
  publication: {
    readonly creditor: string;
    readonly settings: ChannelSettings;
    readonly hash: string;
    readonly at: Instant;
    readonly by: string;
  },
): Promise<{ readonly version: number; readonly isNew: boolean }> {
  const { creditor, settings: body, hash, at, by } = publication;
  const last = await statements(tx).last.get({ creditor });
  if (last?.hash === hash) return { version: last.version, isNew: false };
  const version = (last?.version ?? 0) + 1;
  await statements(tx).insert({ creditor, version, hash, body, publishedAt: at, publishedBy: by });
  return { version, isNew: true };
}

/** The channels that count for a creditor: its own sections over those of the default. */
export async function channelSettingsOf(tx: Tx, creditor: string): Promise<ChannelSettings> {
  const rows = await statements(tx).of.all({ creditor });
  const bodyOf = (whose: string) => rows.find((row) => row.creditor === whose)?.body ?? {};
  return layered(bodyOf(ALL_CREDITORS), bodyOf(creditor));
}

/** The version in force of the default and of every creditor that has its own. */
export async function currentChannelSettings(tx: Tx): Promise<readonly ChannelSettingsRow[]> {
  return statements(tx).current.all();
}
