import { equals } from './named.ts';
import { placeholders } from './prepared.ts';
import { settings } from './tables/settings.ts';
import { preparedStatements, type Tx } from './tx.ts';

const statements = preparedStatements(({ orm, write }) => ({
  find: orm.select({ value: settings.value }).from(settings).where(equals(settings, 'name')).prepare(),
  save: write<{ name: string; value: string }>(
    orm
      .insert(settings)
      .values(placeholders(settings, ['name', 'value']))
      .onConflictDoUpdate({ target: settings.name, set: placeholders(settings, ['value']) }),
  ),
}));

/** A fact about this database, such as that it belongs to a rehearsal. */
export async function getSetting(tx: Tx, name: string): Promise<string | undefined> {
  return (await statements(tx).find.get({ name }))?.value;
}

export async function setSetting(tx: Tx, name: string, value: string): Promise<void> {
  await statements(tx).save({ name, value });
}
