import { and, asc, eq, lte, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { CollectorConfiguration } from '../../domain/case/configuration.ts';
import { OUTBOX_CONFIGURATION } from '../../domain/case/outbox-configuration.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { equals, named } from '../named.ts';
import { columnsBut, placeholders } from '../prepared.ts';
import { collectorConfigurations } from '../tables/collectors.ts';
import { preparedStatements, type Tx } from '../tx.ts';

export type CollectorConfigurationRow = Readonly<typeof collectorConfigurations.$inferSelect>;

/** What a configuration says, whatever version it becomes. */
export type ConfigurationTerms = Omit<CollectorConfiguration, 'version'>;

const others = alias(collectorConfigurations, 'others');

const statements = preparedStatements(({ orm, write }) => {
  /** The highest version of each name, of those that the restriction leaves. */
  const isNewest = (restriction?: SQL) =>
    eq(
      collectorConfigurations.version,
      orm
        .select({ version: sql<number>`max(${others.version})` })
        .from(others)
        .where(and(eq(others.name, collectorConfigurations.name), restriction)),
    );
  return {
    current: orm
      .select()
      .from(collectorConfigurations)
      .where(isNewest())
      .orderBy(asc(collectorConfigurations.name))
      .prepare(),
    asOf: orm
      .select({ body: collectorConfigurations.body })
      .from(collectorConfigurations)
      .where(isNewest(lte(others.publishedAt, named('at'))))
      .orderBy(asc(collectorConfigurations.name))
      .prepare(),
    version: orm
      .select({ body: collectorConfigurations.body })
      .from(collectorConfigurations)
      .where(and(equals(collectorConfigurations, 'name'), equals(collectorConfigurations, 'version')))
      .prepare(),
    ofName: orm
      .select()
      .from(collectorConfigurations)
      .where(equals(collectorConfigurations, 'name'))
      .orderBy(asc(collectorConfigurations.version))
      .prepare(),
    insert: write<CollectorConfigurationRow>(
      orm
        .insert(collectorConfigurations)
        .values(placeholders(collectorConfigurations, columnsBut(collectorConfigurations, []))),
    ),
  };
});

/** What publishing did to one configuration. */
export interface ConfigurationPublished {
  readonly name: string;
  readonly version: number;
  /** `withdrawn`: it was in force and is in the set no longer. */
  readonly change: 'new' | 'changed' | 'unchanged' | 'withdrawn';
}

/**
 * Publishes a set of configurations as all there is: what changed gets its next version, what did not keeps its
 * own, and one that the set no longer has becomes inactive.
 */
export async function publishConfigurations(
  tx: Tx,
  publication: {
    readonly configurations: readonly ConfigurationTerms[];
    /** Names terms by what they say. */
    readonly hashOf: (terms: ConfigurationTerms) => string;
    readonly at: Instant;
    readonly by: string;
  },
): Promise<readonly ConfigurationPublished[]> {
  const { configurations, hashOf, at, by } = publication;
  const { current, insert } = statements(tx);
  const before = new Map((await current.all()).map((row) => [row.name, row]));
  const write = async (terms: ConfigurationTerms, version: number) => {
    const body = { ...terms, version };
    await insert({ name: terms.name, version, hash: hashOf(terms), body, publishedAt: at, publishedBy: by });
  };
  const published: ConfigurationPublished[] = [];
  for (const terms of configurations) {
    const { name } = terms;
    const last = before.get(name);
    if (last?.hash === hashOf(terms)) {
      published.push({ name, version: last.version, change: 'unchanged' });
      continue;
    }
    const version = (last?.version ?? 0) + 1;
    await write(terms, version);
    published.push({ name, version, change: last === undefined ? 'new' : 'changed' });
  }
  const names = new Set(configurations.map(({ name }) => name));
  const gone = [...before.values()].filter(({ name, body }) => !names.has(name) && body.state === 'ACTIVE');
  for (const { name, version: last, body } of gone) {
    const { version: _, ...terms } = body;
    await write({ ...terms, state: 'INACTIVE' }, last + 1);
    published.push({ name, version: last + 1, change: 'withdrawn' });
  }
  return published;
}

/** The version in force of every configuration; the built-in one while none was ever published. */
export async function currentConfigurations(tx: Tx): Promise<readonly CollectorConfiguration[]> {
  const rows = await statements(tx).current.all();
  return rows.length === 0 ? [OUTBOX_CONFIGURATION] : rows.map(({ body }) => body);
}

/** The versions that were in force at a moment. */
export async function configurationsAsOf(tx: Tx, at: Instant): Promise<readonly CollectorConfiguration[]> {
  const rows = await statements(tx).asOf.all({ at });
  return rows.length === 0 ? [OUTBOX_CONFIGURATION] : rows.map(({ body }) => body);
}

/** A version of a configuration, the built-in one among them. */
export async function findConfiguration(
  tx: Tx,
  name: string,
  version: number,
): Promise<CollectorConfiguration | undefined> {
  if (name === OUTBOX_CONFIGURATION.name && version === OUTBOX_CONFIGURATION.version) {
    return OUTBOX_CONFIGURATION;
  }
  return (await statements(tx).version.get({ name, version }))?.body;
}

/** All published versions of a configuration, oldest first. */
export async function configurationVersions(
  tx: Tx,
  name: string,
): Promise<readonly CollectorConfigurationRow[]> {
  return statements(tx).ofName.all({ name });
}
