import { and, asc, desc, eq, gt, isNotNull, lte, or } from 'drizzle-orm';
import type { Day } from '../../domain/kernel/day.ts';
import { equals, named } from '../named.ts';
import { columnsBut, given, placeholders } from '../prepared.ts';
import { bankStatements, splitBookings } from '../tables/bank.ts';
import { preparedStatements, type Tx } from '../tx.ts';

export type BankStatementRow = Readonly<typeof bankStatements.$inferSelect>;
export type NewBankStatement = Omit<BankStatementRow, 'id'>;

/** More than any bank issues on the days around one. */
const NEIGHBOURS = 100;

const statements = preparedStatements(({ orm, write }) => {
  const ofAccount = and(equals(bankStatements, 'creditor'), equals(bankStatements, 'account'));
  const until = lte(bankStatements.closesOn, named('day'));
  const isIt = equals(bankStatements, 'id');
  const breaksOff = and(
    eq(bankStatements.isAccepted, false),
    or(eq(bankStatements.isWhole, false), isNotNull(bankStatements.gap)),
  );
  return {
    insert: write<NewBankStatement>(
      orm.insert(bankStatements).values(placeholders(bankStatements, columnsBut(bankStatements, ['id']))),
    ),
    find: orm
      .select()
      .from(bankStatements)
      .where(and(ofAccount, equals(bankStatements, 'identity')))
      .prepare(),
    until: orm
      .select()
      .from(bankStatements)
      .where(and(ofAccount, until))
      .orderBy(desc(bankStatements.closesOn), desc(bankStatements.id))
      .limit(NEIGHBOURS)
      .prepare(),
    after: orm
      .select()
      .from(bankStatements)
      .where(and(ofAccount, gt(bankStatements.closesOn, named('day'))))
      .orderBy(asc(bankStatements.closesOn), asc(bankStatements.id))
      .limit(NEIGHBOURS)
      .prepare(),
    firstBreak: orm
      .select({ closesOn: bankStatements.closesOn })
      .from(bankStatements)
      .where(and(ofAccount, breaksOff))
      .orderBy(asc(bankStatements.closesOn))
      .limit(1)
      .prepare(),
    last: orm
      .select({ closesOn: bankStatements.closesOn })
      .from(bankStatements)
      .where(ofAccount)
      .orderBy(desc(bankStatements.closesOn))
      .limit(1)
      .prepare(),
    breaks: orm
      .select()
      .from(bankStatements)
      .where(and(equals(bankStatements, 'creditor'), breaksOff))
      .orderBy(asc(bankStatements.closesOn))
      .prepare(),
    setGap: write<{ id: number; gap: string | null }>(
      orm
        .update(bankStatements)
        .set({ gap: given(bankStatements.gap, 'gap') })
        .where(isIt),
    ),
    setStanding: write<{ id: number; isWhole: boolean; isAccepted: boolean }>(
      orm
        .update(bankStatements)
        .set(placeholders(bankStatements, ['isWhole', 'isAccepted']))
        .where(isIt),
    ),
    noteSplit: write<{ creditor: string; externalId: string }>(
      orm
        .insert(splitBookings)
        .values(placeholders(splitBookings, ['creditor', 'externalId']))
        .onConflictDoNothing(),
    ),
    split: orm
      .select({ externalId: splitBookings.externalId })
      .from(splitBookings)
      .where(and(equals(splitBookings, 'creditor'), equals(splitBookings, 'externalId')))
      .prepare(),
  };
});

/** One account of a creditor. */
export type AccountKey = { readonly creditor: string; readonly account: string };

export async function insertBankStatement(tx: Tx, statement: NewBankStatement): Promise<void> {
  await statements(tx).insert(statement);
}

export async function findBankStatement(
  tx: Tx,
  key: AccountKey,
  identity: string,
): Promise<BankStatementRow | undefined> {
  return statements(tx).find.get({ ...key, identity });
}

/** The statements of an account around a day, those of the day itself included; in no order. */
export async function bankStatementsAround(
  tx: Tx,
  key: AccountKey,
  day: Day,
): Promise<readonly BankStatementRow[]> {
  const { until, after } = statements(tx);
  return [...(await until.all({ ...key, day })), ...(await after.all({ ...key, day }))];
}

/** The last statements of an account up to the day on which the first breaks off, or up to now; in no order. */
export async function bankStatementsUntilBreak(
  tx: Tx,
  key: AccountKey,
): Promise<readonly BankStatementRow[]> {
  const { firstBreak, last, until } = statements(tx);
  const end = (await firstBreak.get(key)) ?? (await last.get(key));
  return end === undefined ? [] : until.all({ ...key, day: end.closesOn });
}

export async function hasBankStatement(tx: Tx, key: AccountKey): Promise<boolean> {
  return (await statements(tx).last.get(key)) !== undefined;
}

/** All statements of a creditor that break off, the oldest first. */
export async function brokenBankStatements(tx: Tx, creditor: string): Promise<readonly BankStatementRow[]> {
  return statements(tx).breaks.all({ creditor });
}

export async function setStatementGap(tx: Tx, id: number, gap: string | null): Promise<void> {
  await statements(tx).setGap({ id, gap });
}

export async function setStatementStanding(
  tx: Tx,
  id: number,
  standing: { readonly isWhole: boolean; readonly isAccepted: boolean },
): Promise<void> {
  await statements(tx).setStanding({ id, ...standing });
}

/** Notes that a batch booking was taken in parts. */
export async function noteSplitBooking(tx: Tx, creditor: string, externalId: string): Promise<void> {
  await statements(tx).noteSplit({ creditor, externalId });
}

export async function isSplitBooking(tx: Tx, creditor: string, externalId: string): Promise<boolean> {
  return (await statements(tx).split.get({ creditor, externalId })) !== undefined;
}
