import type { Day } from '../domain/day.ts';
import type { HoldKind, HoldReason } from '../domain/holds.ts';

/** Takes a staged batch of files into the database and wakes its invoices. */
export interface IntakeInput {
  readonly creditor: string;
  readonly batchId: string;
  /** Takes none of the rows when one is bad. */
  readonly strict?: boolean;
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
        readonly note?: string;
      }
    | { readonly kind: 'resume'; readonly reason?: HoldReason }
    | { readonly kind: 'reconsider' };
}

export interface BulkProgress {
  /** What became of the hold, in words; a refusal when nothing was done. */
  readonly says: string;
  readonly woken: number;
  readonly done: boolean;
}

export interface ReconcileReport {
  readonly started: number;
  readonly woken: number;
  readonly notified: number;
  /** What a person has to look at, one sentence each. */
  readonly odd: readonly string[];
}

export interface BackgroundActivities {
  takeIn(input: IntakeInput & { readonly asOf: number }): Promise<IntakeProgress>;
  relayWakes(input: { readonly asOf: number }): Promise<number>;
  placeHold(input: BulkInput & { readonly asOf: number }): Promise<{ says: string; refused: boolean }>;
  wakeAffected(
    input: BulkInput & { readonly asOf: number; readonly afterId: number },
  ): Promise<{ woken: number; afterId: number | null }>;
  reconcile(input: { readonly asOf: number }): Promise<ReconcileReport>;
}
