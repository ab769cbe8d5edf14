import type { CasePlan } from '../contracts/case.ts';
import type { InvoicePlan } from '../contracts/invoice.ts';
import type { RunningWorkflows } from '../contracts/running-workflows.ts';
import type { SendSignalsInput } from '../contracts/signals.ts';
import type { Database } from '../db/database.ts';
import type { CaseCommandKind } from '../domain/case/messages/index.ts';
import type { Instant } from '../domain/kernel/day.ts';
import type { Gateways } from '../gateways/gateways.ts';
import type { Municipalities } from '../gateways/municipalities/port.ts';
import type { Sources } from '../gather/sources.ts';
import type { Circuits } from './effects/circuits.ts';

/** What activities are made from. */
export interface Deps {
  readonly db: Database;
  readonly gateways: Gateways;
  /** The ways to the municipalities that creditors' settings name. */
  readonly municipalities: Municipalities;
  readonly sources: Sources;
  readonly workflows: WorkflowStarter;
  /** Removes what killed processes left half written, and says what it was. */
  readonly clearLeftovers?: (asOf: Instant) => Promise<readonly string[]>;
  /** Closes batches for print houses whose time has come, and says what could not be. */
  readonly closePrintBatches?: (asOf: Instant, onProgress: () => void) => Promise<readonly string[]>;
  /** A rehearsal: what the operator would do is decided beforehand. */
  readonly approve: 'none' | 'all';
  /** What is known of gateways that are away; without it none is left alone. */
  readonly circuits?: Circuits;
  /** How work is done that one worker at a time does; not needed where there is one and it does one thing at a time. */
  readonly inTurn?: InTurn;
}

/** Work that would be done twice by two at once; each name is somebody's turn. */
export const Turn = { RELAY: 'relay', SWEEP: 'sweep' } as const;
export type Turn = (typeof Turn)[keyof typeof Turn];

/** Waits until nobody else does it, on whatever machine, then does it. */
export type InTurn = <T>(name: Turn, work: () => Promise<T>, onWaiting: () => void) => Promise<T>;

/** Starting and waking workflows, and asking which there are; live it is Temporal's client. */
export interface WorkflowStarter extends RunningWorkflows {
  /** Starts the invoice's workflow with its plan, or to decide it first; `running` when there is one already. */
  startInvoice(
    creditor: string,
    number: string,
    plan: InvoicePlan | undefined,
  ): Promise<'started' | 'running'>;
  /** Tells the invoice's workflow that its facts changed; `absent` when there is none. */
  wakeInvoice(creditor: string, number: string, commandId: string): Promise<'woken' | 'absent'>;
  /** Starts the intake of a staged batch; nothing when it runs already. */
  startIntake(creditor: string, batchId: string): Promise<void>;
  /** The same for a debt collection case. */
  startCase(creditor: string, reference: string, plan: CasePlan | undefined): Promise<'started' | 'running'>;
  /** Tells the case's workflow that its facts changed, or that the collector reported. */
  wakeCase(
    creditor: string,
    reference: string,
    because: typeof CaseCommandKind.lookAgain | typeof CaseCommandKind.reportReceived,
    commandId: string,
  ): Promise<'woken' | 'absent'>;
  /** Goes on with a send of signals that was approved; nothing when it runs already. */
  startSendSignals(input: SendSignalsInput): Promise<void>;
  /** Brings the Schedules of evaluations in line with the settings published last. */
  ensureSignalSchedules(): Promise<void>;
}

/**
 * How long one attempt may take. Not shorter than an activity's start-to-close timeout, so that a second
 * attempt never overlaps a first one that is still running.
 */
export const LEASE_MS = 30_000;
