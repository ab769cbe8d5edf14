import { and, eq, gte, lt } from 'drizzle-orm';
import { keyOfReference, mailReference } from '../../contracts/mail-reference.ts';
import { EffectKind } from '../../domain/effects/effect.ts';
import { equals, named } from '../named.ts';
import { effects } from '../tables/effects.ts';
import { invoices } from '../tables/invoices.ts';
import { preparedStatements, type Tx } from '../tx.ts';

/** A letter with whose it is. */
export interface NamedLetter {
  readonly key: string;
  readonly creditor: string;
  readonly number: string;
}

/** Keys that begin alike up to where a reference is cut are few: one invoice's. */
const MOST_ALIKE = 1000;
/** Stands behind every character that a key has. */
const LAST = '~';

const statements = preparedStatements(({ orm }) => {
  const letters = () =>
    orm
      .select({ key: effects.key, creditor: invoices.creditor, number: invoices.number })
      .from(effects)
      .innerJoin(invoices, eq(invoices.id, effects.invoiceId));
  const isLetter = eq(effects.kind, EffectKind.LEVEL);
  return {
    byKey: letters()
      .where(and(equals(effects, 'key'), isLetter))
      .prepare(),
    between: letters()
      .where(and(gte(effects.key, named('from')), lt(effects.key, named('until')), isLetter))
      .limit(MOST_ALIKE)
      .prepare(),
  };
});

/** The letter that mail servers know by that reference. */
export async function letterByReference(tx: Tx, reference: string): Promise<NamedLetter | undefined> {
  const meant = keyOfReference(reference);
  if (meant === undefined) return undefined;
  if ('key' in meant) return statements(tx).byKey.get({ key: meant.key });
  const from = meant.beginsWith;
  const alike = await statements(tx).between.all({ from, until: `${from}${LAST}` });
  const found = alike.filter(({ key }) => mailReference(key) === reference);
  return found.length === 1 ? found[0] : undefined;
}
