import type { CommandKind } from '../domain/invoice/messages/index.ts';
import type { Because, Step } from '../domain/invoice/plan.ts';
import type { TransferMode } from '../domain/invoice/policy.ts';
import type { CloseReason, Stage } from '../domain/invoice/stage.ts';
import type { InvoiceTask } from '../domain/tasks/task.ts';
import type {
  ActorInput,
  ActorPlan,
  AnswerWith,
  CommandInputOf,
  OutcomeWith,
  Readable,
  StepInputOf,
} from './actor.ts';

export { MaintenanceKind, type RehearsalInput } from './actor.ts';

/** What an invoice workflow knows of its invoice: codes and dates, no names and no amounts. */
export interface InvoicePlan extends ActorPlan {
  readonly step: Step;
  readonly because: Because;
  readonly stage: Stage;
  readonly mode: TransferMode;
  readonly approved: boolean;
  readonly attention: InvoiceTask | null;
  /** Name of the level that the step sends. */
  readonly level?: string;
  /** ISO dates: people read them in Temporal's UI. */
  readonly noticeDueOn?: string;
  readonly listedOn?: string;
  readonly closesOn?: string;
  readonly closeReason?: CloseReason;
}

export interface InvoiceRef {
  readonly creditor: string;
  readonly number: string;
}

export type InvoiceWorkflowInput = InvoiceRef & ActorInput<InvoicePlan>;
export type StepInput = StepInputOf<InvoiceRef>;
export type CommandInput = CommandInputOf<InvoiceRef, CommandKind>;

export type Answer = AnswerWith<InvoicePlan>;
/** As whoever asked gets it. */
export type ReadAnswer = AnswerWith<Readable<InvoicePlan>>;

export type CommandOutcome = OutcomeWith<InvoicePlan>;

/** The activities of an invoice's workflow; those named like a step carry it out. */
export interface InvoiceActivities {
  sendReminder(input: StepInput): Promise<InvoicePlan>;
  sendNotice(input: StepInput): Promise<InvoicePlan>;
  listForCollection(input: StepInput): Promise<InvoicePlan>;
  transferToCollection(input: StepInput): Promise<InvoicePlan>;
  closeExpired(input: StepInput): Promise<InvoicePlan>;
  remindOfInstalment(input: StepInput): Promise<InvoicePlan>;
  handOver(input: StepInput): Promise<InvoicePlan>;
  review(input: StepInput): Promise<InvoicePlan>;
  wait(input: StepInput): Promise<InvoicePlan>;
  applyCommand(input: CommandInput): Promise<CommandOutcome>;
}
