import { and, desc, sql } from 'drizzle-orm';
import type { Creditor, Policy } from '../../domain/invoice/policy.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { equals, named } from '../named.ts';
import { columnsBut, given, placeholders } from '../prepared.ts';
import { creditors, policies } from '../tables/creditors.ts';
import { preparedStatements, type Tx } from '../tx.ts';

export type CreditorRow = Readonly<typeof creditors.$inferSelect>;
export type PolicyRow = Readonly<typeof policies.$inferSelect>;

const TOLD_BY_FILE = columnsBut(creditors, ['creditor', 'ledgerFreshAt', 'textsHash']);

const statements = preparedStatements(({ orm, write }) => ({
  save: write<Omit<CreditorRow, 'ledgerFreshAt' | 'textsHash'>>(
    orm
      .insert(creditors)
      .values(placeholders(creditors, ['creditor', ...TOLD_BY_FILE]))
      .onConflictDoUpdate({ target: creditors.creditor, set: placeholders(creditors, TOLD_BY_FILE) }),
  ),
  byId: orm.select().from(creditors).where(equals(creditors, 'creditor')).prepare(),
  all: orm.select().from(creditors).orderBy(creditors.creditor).prepare(),
  setFresh: write<{ creditor: string; at: Instant }>(
    orm
      .update(creditors)
      .set({ ledgerFreshAt: given(creditors.ledgerFreshAt, 'at') })
      .where(
        and(equals(creditors, 'creditor'), sql`coalesce(${creditors.ledgerFreshAt}, -1) < ${named('at')}`),
      ),
  ),
  lastPolicy: orm
    .select({ version: policies.version, hash: policies.hash })
    .from(policies)
    .where(equals(policies, 'creditor'))
    .orderBy(desc(policies.version))
    .limit(1)
    .prepare(),
  publish: write<PolicyRow>(orm.insert(policies).values(placeholders(policies, columnsBut(policies, [])))),
  policy: orm
    .select({ body: policies.body })
    .from(policies)
    .where(and(equals(policies, 'creditor'), equals(policies, 'version')))
    .prepare(),
  policies: orm
    .select()
    .from(policies)
    .where(equals(policies, 'creditor'))
    .orderBy(policies.version)
    .prepare(),
}));

/** Writes what the creditor's file says; what came otherwise (its freshness, its letter texts) stays. */
export async function saveCreditor(tx: Tx, creditor: Creditor, policyVersion: number): Promise<void> {
  const { name, country, timeZone, currency, language, holidays } = creditor;
  const enrolDaysAhead = creditor.enrolDaysAhead ?? null;
  const bankAccounts = creditor.bankAccounts ?? [];
  const told = { name, country, timeZone, currency, language, holidays, enrolDaysAhead, bankAccounts };
  await statements(tx).save({ creditor: creditor.creditor, ...told, policyVersion });
}

export async function findCreditor(tx: Tx, creditor: string): Promise<CreditorRow | undefined> {
  return statements(tx).byId.get({ creditor });
}

/** All creditors, in the order of their ids. */
export async function listCreditors(tx: Tx): Promise<readonly CreditorRow[]> {
  return statements(tx).all.all();
}

/** Notes that the creditor's ledger was complete at that moment; false when a later one is known. */
export async function setLedgerFreshAt(tx: Tx, creditor: string, at: Instant): Promise<boolean> {
  return (await statements(tx).setFresh({ creditor, at })).changes === 1;
}

/** Publishes a policy as the creditor's next version; the one published last, published again, stays what it is. */
export async function publishPolicy(
  tx: Tx,
  publication: { creditor: string; hash: string; policy: Policy; at: Instant; by: string },
): Promise<{ version: number; isNew: boolean }> {
  const { creditor, hash, policy, at, by } = publication;
  const last = await statements(tx).lastPolicy.get({ creditor });
  if (last?.hash === hash) return { version: last.version, isNew: false };
  const version = (last?.version ?? 0) + 1;
  await statements(tx).publish({ creditor, version, hash, body: policy, publishedAt: at, publishedBy: by });
  return { version, isNew: true };
}

export async function findPolicy(tx: Tx, creditor: string, version: number): Promise<Policy | undefined> {
  return (await statements(tx).policy.get({ creditor, version }))?.body;
}

/** All versions a creditor has published, oldest first. */
export async function listPolicies(tx: Tx, creditor: string): Promise<readonly PolicyRow[]> {
  return statements(tx).policies.all({ creditor });
}
