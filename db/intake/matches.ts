import { and, asc, eq } from 'drizzle-orm';
import type { Instant } from '../../domain/kernel/day.ts';
import { equals } from '../named.ts';
import { columnsBut, placeholders } from '../prepared.ts';
import { customers } from '../tables/customers.ts';
import { matches, matchUndos, moneyDeeds, payerAccounts } from '../tables/matches.ts';
import { preparedStatements, type Tx } from '../tx.ts';

export type MatchRow = Readonly<typeof matches.$inferSelect>;
export type MatchToWrite = Omit<MatchRow, 'id'>;
export type MatchUndoRow = Readonly<typeof matchUndos.$inferSelect>;
/** A match with its undoing, where it was taken back. */
export type MatchWithUndo = MatchRow & {
  readonly undoneAt: Instant | null;
  readonly undoneBy: string | null;
};

const statements = preparedStatements(({ orm, write, insert }) => {
  const withUndo = () =>
    orm
      .select({
        id: matches.id,
        entryId: matches.entryId,
        kind: matches.kind,
        invoiceId: matches.invoiceId,
        customerId: matches.customerId,
        amount: matches.amount,
        externalId: matches.externalId,
        rule: matches.rule,
        at: matches.at,
        by: matches.by,
        reason: matches.reason,
        deedId: matches.deedId,
        undoneAt: matchUndos.at,
        undoneBy: matchUndos.by,
      })
      .from(matches)
      .leftJoin(matchUndos, eq(matchUndos.matchId, matches.id));
  return {
    insert: insert<MatchToWrite>(
      orm.insert(matches).values(placeholders(matches, columnsBut(matches, ['id'])) as never),
    ),
    undo: write<MatchUndoRow>(
      orm.insert(matchUndos).values(placeholders(matchUndos, columnsBut(matchUndos, [])) as never),
    ),
    ofEntry: withUndo().where(equals(matches, 'entryId')).orderBy(asc(matches.id)).prepare(),
    deed: orm.select({ body: moneyDeeds.body }).from(moneyDeeds).where(equals(moneyDeeds, 'id')).prepare(),
    insertDeed: write<typeof moneyDeeds.$inferSelect>(
      orm.insert(moneyDeeds).values(placeholders(moneyDeeds, columnsBut(moneyDeeds, [])) as never),
    ),
    learn: write<typeof payerAccounts.$inferSelect>(
      orm
        .insert(payerAccounts)
        .values(placeholders(payerAccounts, columnsBut(payerAccounts, [])) as never)
        .onConflictDoNothing(),
    ),
    forget: write<{ creditor: string; iban: string; customerId: number }>(
      orm
        .delete(payerAccounts)
        .where(
          and(
            equals(payerAccounts, 'creditor'),
            equals(payerAccounts, 'iban'),
            equals(payerAccounts, 'customerId'),
          ),
        ),
    ),
    payers: orm
      .select({ customerId: payerAccounts.customerId, reference: customers.reference })
      .from(payerAccounts)
      .innerJoin(customers, eq(customers.id, payerAccounts.customerId))
      .where(and(equals(payerAccounts, 'creditor'), equals(payerAccounts, 'iban')))
      .orderBy(asc(payerAccounts.customerId))
      .prepare(),
  };
});

export async function insertMatch(tx: Tx, match: MatchToWrite): Promise<number> {
  return statements(tx).insert(match);
}

export async function insertMatchUndo(tx: Tx, undo: MatchUndoRow): Promise<void> {
  await statements(tx).undo(undo);
}

/** All that was ever matched of an entry, in order. */
export async function matchesOf(tx: Tx, entryId: number): Promise<readonly MatchWithUndo[]> {
  return statements(tx).ofEntry.all({ entryId });
}

/** What was done under that id before. */
export async function findDeed(tx: Tx, id: string): Promise<{ readonly body: unknown } | undefined> {
  return statements(tx).deed.get({ id });
}

export async function insertDeed(
  tx: Tx,
  deed: { readonly id: string; readonly body: unknown; readonly at: Instant; readonly by: string },
): Promise<void> {
  await statements(tx).insertDeed(deed);
}

/** Remembers that a customer pays from that account. */
export async function learnPayer(
  tx: Tx,
  payer: {
    readonly creditor: string;
    readonly iban: string;
    readonly customerId: number;
    readonly learnedAt: Instant;
    readonly by: string;
  },
): Promise<void> {
  await statements(tx).learn(payer);
}

/** Takes back what was learned from a match that was wrong. */
export async function forgetPayer(
  tx: Tx,
  payer: { readonly creditor: string; readonly iban: string; readonly customerId: number },
): Promise<void> {
  await statements(tx).forget(payer);
}

/** The customers that are known to pay from that account. */
export async function payersOf(
  tx: Tx,
  creditor: string,
  iban: string,
): Promise<readonly { readonly customerId: number; readonly reference: string }[]> {
  return statements(tx).payers.all({ creditor, iban });
}
