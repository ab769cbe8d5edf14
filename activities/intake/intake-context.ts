import type { CreditorRow } from '../../db/creditor/creditors.ts';
import type { Tx } from '../../db/tx.ts';
import type { Policy } from '../../domain/invoice/policy.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { Deps } from '../deps.ts';

/** What staged rows are taken in with. */
export interface IntakeContext {
  readonly tx: Tx;
  readonly deps: Pick<Deps, 'sources'>;
  readonly creditor: CreditorRow;
  /** The policy published last: new invoices are pinned to it. */
  readonly policy: Policy;
  readonly calendar: Calendar;
  readonly asOf: Instant;
  readonly by: string;
}

/** External ids are unique per creditor; a table's column of them is for all creditors. */
export function idOf({ creditor }: IntakeContext, externalId: string): string {
  return `${creditor.creditor}/${externalId}`;
}

/** Where a staged row stands. */
export interface RowSource {
  readonly batchId: string;
  readonly line: number;
}
