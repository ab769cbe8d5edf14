import type { CollectorKind } from '../domain/case/configuration.ts';
import type { CaseCommandKind } from '../domain/case/messages/index.ts';
import type { CaseBecause, CaseStep } from '../domain/case/plan.ts';
import type { CaseEnvironment, CaseOutcome, CaseState } from '../domain/case/state.ts';
import type { Day, Instant } from '../domain/kernel/day.ts';
import type { CaseTask } from '../domain/tasks/task.ts';
import type {
  ActorInput,
  ActorPlan,
  AnswerWith,
  CommandInputOf,
  OutcomeWith,
  Readable,
  StepInputOf,
} from './actor.ts';
import type { BillingAddress, LineItem } from './collector.ts';

/** What a case workflow knows of its case: codes and dates, no names and no amounts. */
export interface CasePlan extends ActorPlan {
  readonly step: CaseStep;
  readonly because: CaseBecause;
  readonly state: CaseState;
  readonly attention: CaseTask | null;
  readonly outcome?: CaseOutcome;
  readonly deactivated?: true;
  /** Name of the configuration it was prepared with, and how its collector is reached. */
  readonly configuration?: string;
  readonly collector?: CollectorKind;
  /** ISO date on which processing times out. */
  readonly timeoutOn?: string;
}

export interface CaseRef {
  readonly creditor: string;
  readonly reference: string;
}

export type CaseWorkflowInput = CaseRef & ActorInput<CasePlan>;
export type CaseStepInput = StepInputOf<CaseRef>;
type CaseCommandInput = CommandInputOf<CaseRef, CaseCommandKind>;

/** As whoever asked gets it. */
export type ReadCaseAnswer = AnswerWith<Readable<CasePlan>>;

type CaseCommandOutcome = OutcomeWith<CasePlan>;

/** The activities of a case's workflow; those named like a step carry it out. */
export interface CaseActivities {
  prepareCase(input: CaseStepInput): Promise<CasePlan>;
  orderCollection(input: CaseStepInput): Promise<CasePlan>;
  handOverInstruction(input: CaseStepInput): Promise<CasePlan>;
  tellCollector(input: CaseStepInput): Promise<CasePlan>;
  askCollector(input: CaseStepInput): Promise<CasePlan>;
  completeCase(input: CaseStepInput): Promise<CasePlan>;
  timeOutCase(input: CaseStepInput): Promise<CasePlan>;
  followScript(input: CaseStepInput): Promise<CasePlan>;
  waitForCase(input: CaseStepInput): Promise<CasePlan>;
  applyCaseCommand(input: CaseCommandInput): Promise<CaseCommandOutcome>;
  openCase(input: OpenCaseInput): Promise<CaseOpening>;
}

/** Opens a case from a staged request; personal data stays out of the workflow's history. */
export interface OpenCaseInput {
  readonly creditor: string;
  /** Id of the staged request; the same id is answered the same. */
  readonly request: string;
  readonly asOf: Instant;
}

export type CaseOpening =
  | { readonly ok: true; readonly reference: string; readonly isNew: boolean; readonly says: string }
  | { readonly ok: false; readonly refused: string };

/** Kinds of staged requests. */
export const CaseRequestKind = {
  /** A case for invoices here, prefilled from them. */
  START: 'start',
  /** A case with all its fields given. */
  CREATE: 'create',
  UPDATE: 'update',
  MESSAGE: 'message',
} as const;
export type CaseRequestKind = (typeof CaseRequestKind)[keyof typeof CaseRequestKind];

export interface StartCaseRequest {
  readonly kind: typeof CaseRequestKind.START;
  readonly invoices: readonly string[];
  readonly environment: CaseEnvironment;
  /** Name of the configuration to use, whatever its conditions. */
  readonly configuration: string | null;
  readonly language: string | null;
  /** Also while the collector of an earlier, deactivated case has not let go of an invoice. */
  readonly force?: boolean;
}

/** A case as another service creates it; money in minor units. */
export interface CreateCaseRequest {
  readonly kind: typeof CaseRequestKind.CREATE;
  readonly externalId: string;
  readonly reference: string;
  readonly currency: string;
  readonly language: string;
  readonly environment: CaseEnvironment;
  readonly contractDate: Day;
  readonly dueOn: Day;
  readonly lineItems: readonly LineItem[];
  readonly billingAddress: BillingAddress;
  /** Reference of a customer known here; one is made from the external id when null. */
  readonly customer: string | null;
  /** Invoices here that the case is about. */
  readonly invoices: readonly string[];
  readonly configuration: string | null;
  /** As of a start. */
  readonly force?: boolean;
}

export interface UpdateCaseRequest {
  readonly kind: typeof CaseRequestKind.UPDATE;
  readonly changes: Partial<
    Pick<
      CreateCaseRequest,
      | 'currency'
      | 'language'
      | 'environment'
      | 'contractDate'
      | 'dueOn'
      | 'lineItems'
      | 'billingAddress'
      | 'configuration'
    >
  >;
}

interface MessageRequest {
  readonly kind: typeof CaseRequestKind.MESSAGE;
  readonly text: string;
}

export type CaseRequest = StartCaseRequest | CreateCaseRequest | UpdateCaseRequest | MessageRequest;
