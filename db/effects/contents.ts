import { equals } from '../named.ts';
import { placeholders } from '../prepared.ts';
import { effectContents } from '../tables/effects.ts';
import { preparedStatements, type Tx } from '../tx.ts';

const statements = preparedStatements(({ orm, write }) => ({
  save: write<{ key: string; content: unknown }>(
    orm
      .insert(effectContents)
      .values(placeholders(effectContents, ['key', 'content']))
      .onConflictDoUpdate({ target: effectContents.key, set: placeholders(effectContents, ['content']) }),
  ),
  find: orm
    .select({ content: effectContents.content })
    .from(effectContents)
    .where(equals(effectContents, 'key'))
    .prepare(),
}));

/** Keeps what is sent under this key; what was kept before is replaced. */
export async function saveContent(tx: Tx, key: string, content: unknown): Promise<void> {
  await statements(tx).save({ key, content });
}

/** What was sent; undefined when it was erased or there was nothing to keep. */
export async function contentOf(tx: Tx, key: string): Promise<unknown> {
  return (await statements(tx).find.get({ key }))?.content;
}
