import type { CommandKind } from '../domain/commands/command.ts';
import type { Instant } from '../domain/day.ts';
import type { Because, Step } from '../domain/plan.ts';
import type { TransferMode } from '../domain/policy.ts';
import type { Attention, CloseReason, Stage } from '../domain/stage.ts';

/** What an invoice workflow knows of its invoice: codes and dates, no names and no amounts. */
export interface InvoicePlan {
  readonly step: Step;
  readonly at: Instant | null;
  readonly because: Because;
  readonly stage: Stage;
  readonly mode: TransferMode;
  readonly held: boolean;
  readonly approved: boolean;
  readonly attention: Attention | null;
  /** Version of the invoice's row; a plan that moves on raises it or `at`. */
  readonly version: number;
  /** Name of the level that the step sends. */
  readonly level?: string;
  /** ISO dates: people read them in Temporal's UI. */
  readonly noticeDueOn?: string;
  readonly listedOn?: string;
  readonly closesOn?: string;
  readonly closeReason?: CloseReason;
}

export interface InvoiceWorkflowInput {
  readonly creditor: string;
  readonly number: string;
  /** The plan decided when the workflow was started; without one it is decided first. */
  readonly plan?: InvoicePlan;
  /** A rehearsal moves a logical clock to each step instead of waiting for it. */
  readonly rehearsal?: RehearsalInput;
}

export interface RehearsalInput {
  readonly startsAt: Instant;
}

export interface StepInput {
  readonly creditor: string;
  readonly number: string;
  /** The moment the step is decided for; live, the activity takes the later of this and now. */
  readonly asOf: Instant;
}

/** One message to an invoice: a signal or an update with one JSON object. */
export interface CommandInput extends StepInput {
  readonly kind: CommandKind | MaintenanceKind;
  /** As received; validated before it is applied. */
  readonly message: unknown;
  readonly commandId: string;
}

/** Messages that are no commands of the rules but act on effects and on the workflow itself. */
export const MaintenanceKind = {
  RESOLVE_EFFECT: 'resolveEffect',
  /** Someone pressed Cancel. */
  CANCEL: 'cancel',
  /** A message of an unknown name. */
  UNKNOWN: 'unknown',
} as const;
export type MaintenanceKind = (typeof MaintenanceKind)[keyof typeof MaintenanceKind];

export type Answer =
  | { readonly ok: true; readonly says: string; readonly state: InvoicePlan }
  | { readonly ok: false; readonly refused: string; readonly state: InvoicePlan | null };

export interface CommandOutcome {
  readonly plan: InvoicePlan;
  readonly answer: Answer;
}

/** The activities of an invoice's workflow; those named like a step carry it out. */
export interface InvoiceActivities {
  sendReminder(input: StepInput): Promise<InvoicePlan>;
  sendNotice(input: StepInput): Promise<InvoicePlan>;
  listForCollection(input: StepInput): Promise<InvoicePlan>;
  transferToCollection(input: StepInput): Promise<InvoicePlan>;
  closeExpired(input: StepInput): Promise<InvoicePlan>;
  handOver(input: StepInput): Promise<InvoicePlan>;
  review(input: StepInput): Promise<InvoicePlan>;
  wait(input: StepInput): Promise<InvoicePlan>;
  applyCommand(input: CommandInput): Promise<CommandOutcome>;
}
