import { and, asc, desc } from 'drizzle-orm';
import type { Instant } from '../../domain/kernel/day.ts';
import type { OwnTexts } from '../../domain/letters/own-texts.ts';
import { equals, named } from '../named.ts';
import { columnsBut, placeholders } from '../prepared.ts';
import { creditors, letterTexts } from '../tables/creditors.ts';
import { preparedStatements, type Tx } from '../tx.ts';

export type LetterTextsRow = Readonly<typeof letterTexts.$inferSelect>;

const statements = preparedStatements(({ orm, write }) => {
  const ofCreditor = equals(letterTexts, 'creditor');
  return {
    last: orm
      .select({ version: letterTexts.version, hash: letterTexts.hash })
      .from(letterTexts)
      .where(ofCreditor)
      .orderBy(desc(letterTexts.version))
      .limit(1)
      .prepare(),
    all: orm.select().from(letterTexts).where(ofCreditor).orderBy(asc(letterTexts.version)).prepare(),
    byHash: orm
      .select({ body: letterTexts.body })
      .from(letterTexts)
      .where(and(ofCreditor, equals(letterTexts, 'hash')))
      .limit(named('limit'))
      .prepare(),
    insert: write<LetterTextsRow>(
      orm.insert(letterTexts).values(placeholders(letterTexts, columnsBut(letterTexts, []))),
    ),
    inForce: write<{ creditor: string; textsHash: string | null }>(
      orm
        .update(creditors)
        .set(placeholders(creditors, ['textsHash']))
        .where(equals(creditors, 'creditor')),
    ),
  };
});

/** Publishes texts as the creditor's next version, for letters planned from now on. */
export async function publishLetterTexts(
  tx: Tx,
  publication: {
    readonly creditor: string;
    readonly texts: OwnTexts;
    readonly hash: string;
    readonly at: Instant;
    readonly by: string;
  },
): Promise<{ readonly version: number; readonly isNew: boolean }> {
  const { creditor, texts: body, hash, at, by } = publication;
  const { last, insert, inForce } = statements(tx);
  const before = await last.get({ creditor });
  await inForce({ creditor, textsHash: hash });
  if (before?.hash === hash) return { version: before.version, isNew: false };
  const version = (before?.version ?? 0) + 1;
  await insert({ creditor, version, hash, body, publishedAt: at, publishedBy: by });
  return { version, isNew: true };
}

/** Letters planned from now on have the shipped words again; what was published stays for those planned before. */
export async function withdrawLetterTexts(tx: Tx, creditor: string): Promise<void> {
  await statements(tx).inForce({ creditor, textsHash: null });
}

/** What texts of that hash say. */
export async function findLetterTexts(tx: Tx, creditor: string, hash: string): Promise<OwnTexts | undefined> {
  return (await statements(tx).byHash.get({ creditor, hash, limit: 1 }))?.body;
}

/** All versions that a creditor has published, oldest first. */
export async function letterTextsVersions(tx: Tx, creditor: string): Promise<readonly LetterTextsRow[]> {
  return statements(tx).all.all({ creditor });
}
