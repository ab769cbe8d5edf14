import type { TransferMode } from '../domain/invoice/policy.ts';
import type { Stage } from '../domain/invoice/stage.ts';
import type { Day } from '../domain/kernel/day.ts';
import type { HoldKind, HoldReason } from '../domain/kernel/holds.ts';

/** Takes a staged batch of files into the database and wakes its invoices. */
export interface IntakeInput {
  readonly creditor: string;
  readonly batchId: string;
}

export interface IntakeProgress {
  readonly rows: number;
  readonly done: number;
  readonly taken: number;
  readonly unchanged: number;
  readonly refused: number;
}

export const BulkScope = { CREDITOR: 'creditor', CUSTOMER: 'customer' } as const;
export type BulkScope = (typeof BulkScope)[keyof typeof BulkScope];

/** Which of the invoices under way a bulk operation is for; what is left out does not restrict. */
export interface BulkFilter {
  readonly stages?: readonly Stage[] | undefined;
  readonly mode?: TransferMode | undefined;
  readonly tab?: 'automatic' | 'manual' | undefined;
  readonly held?: boolean | undefined;
  readonly attention?: boolean | undefined;
  /** Only with a next step before that moment. */
  readonly nextBefore?: number | undefined;
}

/** A command on all invoices of a creditor or a customer. */
export interface BulkInput {
  readonly creditor: string;
  readonly operationId: string;
  readonly by: string;
  readonly scope: BulkScope;
  /** Reference of the customer, for customer-wide commands. */
  readonly customer?: string;
  readonly action:
    | {
        readonly kind: 'pause';
        readonly reason: HoldReason;
        readonly holdKind: HoldKind;
        readonly from?: Day;
        readonly until?: Day;
        readonly owner?: string;
        readonly note?: string;
      }
    | { readonly kind: 'resume'; readonly reason?: HoldReason }
    | { readonly kind: 'reconsider' }
    /** Moves the invoices under way that match to a published version of the creditor's policy. */
    | { readonly kind: 'migratePolicy'; readonly toVersion: number; readonly filter?: BulkFilter };
}

export interface BulkProgress {
  /** What became of the hold, in words; a refusal when nothing was done. */
  readonly says: string;
  readonly woken: number;
  /** Invoices that stayed as they were, and why: the first of them. */
  readonly refused: number;
  readonly refusals: readonly BulkRefusal[];
  readonly done: boolean;
}

export interface BulkRefusal {
  readonly number: string;
  readonly because: string;
}

/** What one page of a bulk operation came to; `afterId` null after the last one. */
export interface BulkPage {
  readonly woken: number;
  readonly refusals?: readonly BulkRefusal[];
  readonly afterId: number | null;
}

export interface ReconcileInput {
  /** Hold every row against the server, not only those whose turn it is. */
  readonly everything?: boolean;
}

export interface ReconcileReport {
  readonly started: number;
  readonly woken: number;
  readonly notified: number;
  /** What a person has to look at, one sentence each. */
  readonly odd: readonly string[];
}

/** What came of telling those whose facts changed. */
export interface Relayed {
  readonly woken: number;
  /** Whom the server refused to be told, and why; their wakes stay for the next sweep. */
  readonly refused: readonly string[];
}

export interface BackgroundActivities {
  takeIn(input: IntakeInput & { readonly asOf: number }): Promise<IntakeProgress>;
  relayWakes(input: { readonly asOf: number }): Promise<Relayed>;
  placeHold(input: BulkInput & { readonly asOf: number }): Promise<{ says: string; refused: boolean }>;
  wakeAffected(input: BulkInput & { readonly asOf: number; readonly afterId: number }): Promise<BulkPage>;
  reconcile(input: ReconcileInput & { readonly asOf: number }): Promise<ReconcileReport>;
}
