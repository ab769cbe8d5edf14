import { and, asc, eq, or, sql } from 'drizzle-orm';
import type { Day, Instant } from '../domain/kernel/day.ts';
import type { Hold, HoldKind, HoldReason, HoldScope } from '../domain/kernel/holds.ts';
import { equals, named } from './named.ts';
import { columnsBut, placeholders } from './prepared.ts';
import { holdReleases, holds } from './tables/holds.ts';
import { preparedStatements, type Tx } from './tx.ts';

/** A pause to record: with an invoice, a customer or a case, or none of them for all of a creditor. */
export interface HoldToInsert {
  readonly creditor: string;
  readonly scope: HoldScope;
  readonly customerId?: number | null;
  readonly invoiceId?: number | null;
  readonly caseId?: number | null;
  readonly kind: HoldKind;
  readonly reason: HoldReason;
  readonly fromOn: Day;
  /** The hold ends by itself at 00:00 of this day. */
  readonly untilOn: Day | null;
  readonly recordedAt: Instant;
  readonly by: string;
  readonly note?: string | null;
  /** Who is asked before it ends. */
  readonly owner?: string | null;
  /** The payment plan or promise that it belongs to. */
  readonly agreementId?: number | null;
  readonly commandId?: string | null;
}

export interface HoldRelease {
  readonly holdId: number;
  readonly releasedAt: Instant;
  readonly by: string;
  readonly commandId?: string | null;
}

/** A hold with who recorded and released it. */
export interface HoldRow extends Hold {
  readonly creditor: string;
  readonly customerId: number | null;
  readonly invoiceId: number | null;
  readonly caseId: number | null;
  readonly by: string;
  readonly note: string | null;
  readonly owner: string | null;
  readonly commandId: string | null;
  readonly releasedBy: string | null;
}

const asHold = {
  id: holds.id,
  scope: holds.scope,
  kind: holds.kind,
  reason: holds.reason,
  from: holds.fromOn,
  until: holds.untilOn,
  recordedAt: holds.recordedAt,
  releasedAt: holdReleases.releasedAt,
  agreementId: holds.agreementId,
};

type Touched = typeof holds.customerId | typeof holds.invoiceId | typeof holds.caseId;

const statements = preparedStatements(({ orm, write, insert }) => {
  const released = eq(holdReleases.holdId, holds.id);
  const isFor = (column: Touched, name: string) => sql`${column} is not distinct from ${named(name)}`;
  const ofScope = and(
    equals(holds, 'creditor'),
    equals(holds, 'scope'),
    isFor(holds.customerId, 'customerId'),
    isFor(holds.invoiceId, 'invoiceId'),
    isFor(holds.caseId, 'caseId'),
  );
  return {
    touching: orm
      .select(asHold)
      .from(holds)
      .leftJoin(holdReleases, released)
      .where(
        or(
          equals(holds, 'invoiceId'),
          equals(holds, 'customerId'),
          and(equals(holds, 'creditor'), eq(holds.scope, 'creditor')),
        ),
      )
      .orderBy(asc(holds.id))
      .prepare(),
    touchingCase: orm
      .select(asHold)
      .from(holds)
      .leftJoin(holdReleases, released)
      .where(
        or(
          equals(holds, 'caseId'),
          equals(holds, 'customerId'),
          and(equals(holds, 'creditor'), eq(holds.scope, 'creditor')),
        ),
      )
      .orderBy(asc(holds.id))
      .prepare(),
    ofScope: orm
      .select({
        ...asHold,
        creditor: holds.creditor,
        customerId: holds.customerId,
        invoiceId: holds.invoiceId,
        caseId: holds.caseId,
        by: holds.by,
        note: holds.note,
        owner: holds.owner,
        commandId: holds.commandId,
        releasedBy: holdReleases.by,
      })
      .from(holds)
      .leftJoin(holdReleases, released)
      .where(ofScope)
      .orderBy(asc(holds.id))
      .prepare(),
    ofCommand: orm
      .select({ id: holds.id })
      .from(holds)
      .where(and(ofScope, equals(holds, 'commandId')))
      .prepare(),
    insert: insert<Omit<typeof holds.$inferSelect, 'id'>>(
      orm.insert(holds).values(placeholders(holds, columnsBut(holds, ['id']))),
    ),
    release: write<typeof holdReleases.$inferSelect>(
      orm
        .insert(holdReleases)
        .values(placeholders(holdReleases, columnsBut(holdReleases, [])))
        .onConflictDoNothing(),
    ),
  };
});

/** Every pause of the invoice, its customer or its creditor, ended ones included, in recorded order. */
export async function holdsTouching(
  tx: Tx,
  of: { readonly creditor: string; readonly customerId: number; readonly invoiceId: number },
): Promise<readonly Hold[]> {
  return statements(tx).touching.all(of);
}

/** Every pause of the case, its customer or its creditor, ended ones included, in recorded order. */
export async function holdsTouchingCase(
  tx: Tx,
  of: { readonly creditor: string; readonly customerId: number; readonly caseId: number },
): Promise<readonly Hold[]> {
  return statements(tx).touchingCase.all(of);
}

/** Records a pause and returns its id; a command that recorded it already is answered with that one. */
export async function insertHold(tx: Tx, hold: HoldToInsert): Promise<number> {
  const { insert, ofCommand } = statements(tx);
  const { customerId = null, invoiceId = null, caseId = null, ...rest } = hold;
  const { note = null, owner = null, agreementId = null, commandId = null } = hold;
  if (commandId !== null) {
    const { creditor, scope } = hold;
    const known = await ofCommand.get({ creditor, scope, customerId, invoiceId, caseId, commandId });
    if (known !== undefined) return known.id;
  }
  return insert({ ...rest, customerId, invoiceId, caseId, note, owner, agreementId, commandId });
}

/** Ends a pause; the first release stands. Returns whether this was it. */
export async function releaseHold(tx: Tx, release: HoldRelease): Promise<boolean> {
  return (await statements(tx).release({ ...release, commandId: release.commandId ?? null })).changes === 1;
}

/** The pauses of exactly one scope: of an invoice, a customer, a case, or a whole creditor. */
export async function findHolds(
  tx: Tx,
  scope: {
    readonly creditor: string;
    readonly scope: HoldScope;
    readonly customerId?: number | null;
    readonly invoiceId?: number | null;
    readonly caseId?: number | null;
  },
): Promise<readonly HoldRow[]> {
  const { customerId = null, invoiceId = null, caseId = null } = scope;
  return statements(tx).ofScope.all({ ...scope, customerId, invoiceId, caseId });
}
