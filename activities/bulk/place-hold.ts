import { type BulkInput, type BulkPage, type BulkRefusal, BulkScope } from '../../contracts/background.ts';
import { advanceBulk, finishBulk, startBulk } from '../../db/bulk/bulk.ts';
import { queueWakesOfCases } from '../../db/case/wake.ts';
import { findCustomerByReference } from '../../db/customer/customers.ts';
import { flagSentInside } from '../../db/effects/effects.ts';
import { findHolds, insertHold, releaseHold } from '../../db/holds.ts';
import { type InvoiceRow, listInvoices, raiseVersion } from '../../db/invoice/invoices.ts';
import type { Tx } from '../../db/tx.ts';
import { hasEnded, type Stage } from '../../domain/invoice/stage.ts';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import { HoldScope } from '../../domain/kernel/holds.ts';
import { type AskedPause, daysBehind, pauseScope, resumeScope } from '../../domain/kernel/pause.ts';
import { gatherIntakeSettings } from '../../gather/intake/intake-settings.ts';
import { decide } from '../actor/decide.ts';
import type { Deps } from '../deps.ts';
import { endToldHoldEnds } from '../sweep/hold-ends.ts';
import { unlessRefused } from '../sweep/refused-by-server.ts';
import { relayCaseWakes } from '../wake/case-wakes.ts';
import { type WakeDecision, wake, wakeDecision } from '../wake/wake-invoice.ts';
import { announceMigration, migrateInvoice } from './migrate-policy.ts';

interface Placed {
  readonly says: string;
  readonly refused: boolean;
}

/** Writes a creditor- or customer-wide hold or its release, once per operation. */
export async function placeHold(deps: Deps, input: BulkInput, asOf: Instant): Promise<Placed> {
  const { operationId: id, creditor, by } = input;
  const work = async (tx: Tx): Promise<Placed> => {
    const { operation, isNew } = await startBulk(tx, { id, creditor, by, body: input, startedAt: asOf });
    if (!isNew && operation.result !== null) return operation.result as Placed;
    const placed = await place(tx, deps, input, asOf);
    const customerId = await customerOf(tx, input);
    // A full pause keeps case orders back, and its end lets them go.
    if (!placed.refused && customerId !== undefined) {
      await queueWakesOfCases(tx, { creditor, customerId }, 'hold changed', asOf);
      const { calendar } = await gatherIntakeSettings(tx, deps.sources, creditor);
      await endToldHoldEnds(tx, creditor, calendar.dayOf(asOf), asOf);
    }
    await finishBulk(tx, id, { result: placed, finishedAt: asOf });
    return placed;
  };
  return deps.db.transaction(work, { creditor });
}

async function place(tx: Tx, deps: Deps, input: BulkInput, asOf: Instant): Promise<Placed> {
  const { creditor, action, by, operationId: commandId } = input;
  const customerId = await customerOf(tx, input);
  if (customerId === undefined) return { says: `There is no customer ${input.customer}.`, refused: true };
  if (action.kind === 'reconsider') return { says: 'Every next step is decided again.', refused: false };
  if (action.kind === 'migratePolicy') return announceMigration(tx, creditor, action.toVersion);
  const { calendar } = await gatherIntakeSettings(tx, deps.sources, creditor);
  const scope = input.scope === BulkScope.CREDITOR ? HoldScope.CREDITOR : HoldScope.CUSTOMER;
  const holds = await findHolds(tx, { creditor, scope, customerId });
  const today = calendar.dayOf(asOf);
  const { says, refused, hold, released } =
    action.kind === 'resume'
      ? resumeScope(holds, scope, action.reason ?? null, today)
      : pauseScope(holds, askedOf(scope, action, today), calendar, asOf);
  for (const { id } of released) await releaseHold(tx, { holdId: id, releasedAt: asOf, by, commandId });
  if (hold !== null && action.kind === 'pause') {
    const { from: fromOn, until: untilOn, kind, reason } = hold;
    await insertHold(tx, {
      ...{ creditor, scope, customerId, kind, reason, fromOn, untilOn },
      ...{ recordedAt: asOf, by, note: action.note ?? null, owner: action.owner ?? null, commandId },
    });
  }
  return { says, refused };
}

type PauseAction = Extract<BulkInput['action'], { kind: 'pause' }>;

function askedOf(scope: HoldScope, action: PauseAction, today: Day): AskedPause {
  const { holdKind: kind, reason } = action;
  return { scope, kind, reason, ...daysOfPause(action, today) };
}

function daysOfPause(
  { from, until }: PauseAction,
  today: Day,
): { readonly from: Day; readonly until: Day | null } {
  return { from: from ?? today, until: until ?? null };
}

/** Null for a creditor-wide command; undefined when there is no such customer. */
async function customerOf(tx: Tx, input: BulkInput): Promise<number | null | undefined> {
  if (input.scope === BulkScope.CREDITOR) return null;
  return (await findCustomerByReference(tx, input.creditor, input.customer ?? ''))?.id;
}

/** A back-dated pause undoes nothing: what was sent inside it is flagged, also of what has ended since. */
async function flagSent(
  tx: Tx,
  deps: Deps,
  { creditor, action }: BulkInput,
  rows: readonly { readonly id: number }[],
  asOf: Instant,
): Promise<void> {
  if (action.kind !== 'pause') return;
  const { calendar } = await gatherIntakeSettings(tx, deps.sources, creditor);
  const today = calendar.dayOf(asOf);
  const behind = daysBehind(daysOfPause(action, today), today);
  if (behind === null) return;
  for (const row of rows) await flagSentInside(tx, row.id, behind.from, behind.to);
}

const PAGE = 200;
/** It beats meanwhile; should more be staged than that, the page is tried again by itself. */
const PATIENCE_MS = 5 * 60_000;
const AT_ONCE = 20;

/** Wakes one page of the invoices that a creditor- or customer-wide command affects. */
export async function wakeAffected(
  deps: Deps,
  input: BulkInput & { readonly afterId: number },
  asOf: Instant,
  onWait: () => void = () => undefined,
): Promise<BulkPage> {
  const { action } = input;
  const page = await decide(
    deps,
    { creditor: input.creditor, asOf, patienceMs: PATIENCE_MS, onWait },
    async (tx) => {
      const customerId = await customerOf(tx, input);
      const rows = await listInvoices(tx, {
        creditor: input.creditor,
        ...(action.kind === 'migratePolicy' ? action.filter : {}),
        ...(customerId === null || customerId === undefined ? {} : { customerId }),
        afterId: input.afterId,
        limit: PAGE,
      });
      const open = rows.filter((row) => !hasEnded(row.stage as Stage));
      await flagSent(tx, deps, input, rows, asOf);
      const decisions: WakeDecision[] = [];
      const refusals: BulkRefusal[] = [];
      for (const row of open) {
        const changed =
          action.kind === 'migratePolicy'
            ? await migrateInvoice(tx, deps, row, action.toVersion, input, asOf)
            : await changedFacts(tx, row);
        if ('refused' in changed) refusals.push(changed.refused);
        else decisions.push(await wakeDecision(tx, deps, changed.row, asOf));
      }
      return { decisions, refusals, last: rows.length < PAGE ? null : (rows.at(-1)?.id ?? null) };
    },
  );
  const { decisions, refusals, last } = page;
  for (let i = 0; i < decisions.length; i += AT_ONCE) {
    const some = decisions.slice(i, i + AT_ONCE);
    const options = { isNew: false, planIsCurrent: false };
    await Promise.all(
      some.map(async (decision) => {
        const { number } = decision;
        const because: string[] = [];
        const told = () => wake(deps, decision, `bulk/${input.operationId}`, options);
        if ((await unlessRefused(because, 'Its workflow', told)) === 'refused') {
          refusals.push({ number, because: because.join(' ') });
        }
      }),
    );
  }
  if (last === null) await relayCaseWakes(deps, asOf);
  if (last !== null) {
    await deps.db.transaction(
      (tx) => advanceBulk(tx, input.operationId, { cursor: last, woken: decisions.length }),
      { creditor: input.creditor },
    );
  }
  return { woken: decisions.length, refusals, afterId: last };
}

/** A hold is a fact about each invoice under it: decisions under way have to look again. */
async function changedFacts(tx: Tx, row: InvoiceRow): Promise<{ readonly row: InvoiceRow }> {
  await raiseVersion(tx, row.id);
  return { row };
}
