import { and, asc, eq, lt, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/kernel/day.ts';
import { equals, named } from '../named.ts';
import { columnsBut, placeholders } from '../prepared.ts';
import { caseDocuments, documentContents } from '../tables/documents.ts';
import { preparedStatements, type Tx } from '../tx.ts';

/** A content to keep, by what it is: the same bytes are kept once, whatever they are attached to. */
export interface ContentToStage {
  /** SHA-256, hexadecimal. */
  readonly hash: string;
  readonly type: string;
  readonly content: Uint8Array;
  readonly storedAt: Instant;
}

/** What is known of a content without loading it. */
export interface KnownContent {
  readonly hash: string;
  readonly type: string;
  readonly size: number;
}

export type DocumentToAttach = Readonly<Omit<typeof caseDocuments.$inferSelect, 'id'>>;

/** A document of a case, its content left where it is. */
export type CaseDocument = Readonly<typeof caseDocuments.$inferSelect> & { readonly size: number };

type StagedContent = typeof documentContents.$inferSelect;

const statements = preparedStatements(({ orm, write }) => {
  const isHash = equals(documentContents, 'hash');
  const ofCase = equals(caseDocuments, 'caseId');
  const isNamed = and(ofCase, equals(caseDocuments, 'name'));
  const isUnused = sql`not exists ${orm
    .select({ one: sql`1` })
    .from(caseDocuments)
    .where(eq(caseDocuments.hash, documentContents.hash))}`;
  const listed = {
    id: caseDocuments.id,
    caseId: caseDocuments.caseId,
    name: caseDocuments.name,
    hash: caseDocuments.hash,
    type: caseDocuments.type,
    effectKey: caseDocuments.effectKey,
    attachedAt: caseDocuments.attachedAt,
    by: caseDocuments.by,
    size: documentContents.size,
  };
  const documents = () =>
    orm
      .select(listed)
      .from(caseDocuments)
      .innerJoin(documentContents, eq(documentContents.hash, caseDocuments.hash));
  return {
    stageAgain: write<Pick<StagedContent, 'hash' | 'storedAt'>>(
      orm
        .update(documentContents)
        .set({
          storedAt: sql`case when ${documentContents.storedAt} < ${named('storedAt')} then ${named('storedAt')} else ${documentContents.storedAt} end`,
        })
        .where(isHash),
    ),
    stage: write<StagedContent>(
      orm
        .insert(documentContents)
        .values(placeholders(documentContents, columnsBut(documentContents, [])))
        .onConflictDoUpdate({ target: documentContents.hash, set: { storedAt: sql`excluded.stored_at` } }),
    ),
    known: orm
      .select({ hash: documentContents.hash, type: documentContents.type, size: documentContents.size })
      .from(documentContents)
      .where(isHash)
      .prepare(),
    content: orm.select({ content: documentContents.content }).from(documentContents).where(isHash).prepare(),
    attach: write<DocumentToAttach>(
      orm
        .insert(caseDocuments)
        .values(placeholders(caseDocuments, columnsBut(caseDocuments, ['id'])))
        .onConflictDoNothing(),
    ),
    byName: documents().where(isNamed).prepare(),
    ofCase: documents().where(ofCase).orderBy(asc(caseDocuments.id)).prepare(),
    detach: write<{ caseId: number; name: string }>(orm.delete(caseDocuments).where(isNamed)),
    detachAll: write<{ caseId: number }>(orm.delete(caseDocuments).where(ofCase)),
    erase: write<{ hash: string }>(orm.delete(documentContents).where(and(isHash, isUnused))),
    unused: orm
      .select({ hash: documentContents.hash })
      .from(documentContents)
      .where(and(lt(documentContents.storedAt, named('before')), isUnused))
      .orderBy(asc(documentContents.hash))
      .limit(named('limit'))
      .prepare(),
  };
});

/**
 * Keeps a content under its hash; one that is there already only counts as staged anew. True when it is new.
 *
 * Says nothing about any case: the one write here that a process other than the worker may make.
 */
export async function stageContent(tx: Tx, staged: ContentToStage): Promise<boolean> {
  const { stageAgain, stage } = statements(tx);
  const { hash, type, content, storedAt } = staged;
  // A repeated staging needs the row's time only; the bytes are the same by their hash. Not asked for before it is
  // written: between the two it may be erased with another case.
  if ((await stageAgain({ hash, storedAt })).changes > 0) return false;
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  await stage({ hash, type, size: content.byteLength, content: bytes, storedAt });
  return true;
}

/** Type and size of a staged content, without loading it. */
export async function findContent(tx: Tx, hash: string): Promise<KnownContent | undefined> {
  return statements(tx).known.get({ hash });
}

/** The bytes of a content; undefined when it was never staged, or swept. */
export async function readContent(tx: Tx, hash: string): Promise<Uint8Array | undefined> {
  return (await statements(tx).content.get({ hash }))?.content;
}

/**
 * Attaches a staged content to a case under a name.
 *
 * The same content again under its name changes nothing; another content under a name in use is `name taken`.
 */
export async function attachDocument(
  tx: Tx,
  document: DocumentToAttach,
): Promise<'attached' | 'there already' | 'name taken'> {
  const { attach, byName } = statements(tx);
  if ((await attach(document)).changes === 1) return 'attached';
  const { caseId, name, hash } = document;
  return (await byName.get({ caseId, name }))?.hash === hash ? 'there already' : 'name taken';
}

/** The documents of a case in the order they were attached. */
export async function documentsOf(tx: Tx, caseId: number): Promise<readonly CaseDocument[]> {
  return statements(tx).ofCase.all({ caseId });
}

/** Takes a document off its case; false when there is none of that name. Its content stays until it is swept. */
export async function detachDocument(tx: Tx, caseId: number, name: string): Promise<boolean> {
  return (await statements(tx).detach({ caseId, name })).changes === 1;
}

/** Takes all documents off a case and erases their contents at once, save those that another case has too. */
export async function eraseDocumentsOf(tx: Tx, caseId: number): Promise<number> {
  const { ofCase, detachAll, erase } = statements(tx);
  const hashes = new Set((await ofCase.all({ caseId })).map(({ hash }) => hash));
  const { changes } = await detachAll({ caseId });
  for (const hash of hashes) await erase({ hash });
  return changes;
}

/** True when there is something to sweep: asked beside the writer, as it looks at every older content. */
export async function hasUnusedContents(tx: Tx, stagedBefore: Instant): Promise<boolean> {
  return (await statements(tx).unused.get({ before: stagedBefore, limit: 1 })) !== undefined;
}

/**
 * Erases up to `limit` contents that no document has and that were last staged before that moment; returns how
 * many. Called again until it returns less, each call in a transaction of its own, it holds the lock only briefly.
 */
export async function sweepContents(tx: Tx, stagedBefore: Instant, limit: number): Promise<number> {
  const { unused, erase } = statements(tx);
  const found = await unused.all({ before: stagedBefore, limit });
  for (const { hash } of found) await erase({ hash });
  return found.length;
}
