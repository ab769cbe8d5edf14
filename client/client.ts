import { type Client, isGrpcServiceError, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { BulkInput, BulkProgress, IntakeInput, IntakeProgress } from '../contracts/background.ts';
import type { CaseOpening, CasePlan, CaseRef, OpenCaseInput, ReadCaseAnswer } from '../contracts/case.ts';
import {
  bulkWorkflowId,
  caseWorkflowId,
  intakeWorkflowId,
  invoiceWorkflowId,
  openCaseWorkflowId,
  sendSignalsWorkflowId,
  signalEvaluationWorkflowId,
} from '../contracts/ids.ts';
import type { InvoicePlan, InvoiceRef, ReadAnswer, RehearsalInput } from '../contracts/invoice.ts';
import { CASE_FORMS, INVOICE_FORMS } from '../contracts/message-forms.ts';
import { caseSearchAttributesOf, searchAttributesOf } from '../contracts/search-attributes.ts';
import type {
  EvaluationInput,
  EvaluationProgress,
  SendProgress,
  SendSignalsInput,
} from '../contracts/signals.ts';
import { TASK_QUEUE, WorkflowType } from '../contracts/task-queues.ts';
import type { CaseKind, CaseWire } from '../domain/case/messages/index.ts';
import type { InvoiceKind, InvoiceWire } from '../domain/invoice/messages/index.ts';
import { type ActorType, actorsOf } from './actors.ts';

export type { CaseRef, InvoiceRef };

/** A staged request to open a case. */
export type OpenCaseRequest = Omit<OpenCaseInput, 'asOf'>;

/** What can be said to Dunwell's workflows; needs nothing but a connection to Temporal. */
export interface DunwellClient {
  /**
   * Sends a message to an invoice and waits for its answer: needs a running worker. An invoice without a
   * workflow (closed, paid) gets one for as long as the answer takes.
   */
  ask<Kind extends InvoiceKind>(
    invoice: InvoiceRef,
    kind: Kind,
    message: InvoiceWire[Kind],
  ): Promise<ReadAnswer>;
  /** Sends a message that nobody waits for; `absent` when the invoice has no workflow. Throws at a wrong form. */
  tell<Kind extends InvoiceKind>(
    invoice: InvoiceRef,
    kind: Kind,
    message: InvoiceWire[Kind],
  ): Promise<'told' | 'absent'>;
  startInvoice(
    invoice: InvoiceRef,
    plan: InvoicePlan | undefined,
    rehearsal?: RehearsalInput,
  ): Promise<'started' | 'running'>;
  /** Like `ask`, for a debt collection case. */
  askCase<Kind extends CaseKind>(ref: CaseRef, kind: Kind, message: CaseWire[Kind]): Promise<ReadCaseAnswer>;
  /** Like `tell`, for a debt collection case. */
  tellCase<Kind extends CaseKind>(
    ref: CaseRef,
    kind: Kind,
    message: CaseWire[Kind],
  ): Promise<'told' | 'absent'>;
  startCase(
    ref: CaseRef,
    plan: CasePlan | undefined,
    rehearsal?: RehearsalInput,
  ): Promise<'started' | 'running'>;
  /** Opens a case from a staged request; the same request opens it once. */
  openCase(request: OpenCaseRequest): Promise<void>;
  openCaseResult(request: OpenCaseRequest): Promise<CaseOpening>;
  startIntake(input: IntakeInput): Promise<void>;
  intakeResult(input: IntakeInput): Promise<IntakeProgress>;
  /** Tells all whose facts changed and were not told yet; false when that is under way, and may be past the newest. */
  startRelay(): Promise<boolean>;
  startBulk(input: BulkInput): Promise<void>;
  bulkResult(input: BulkInput): Promise<BulkProgress>;
  /** Evaluates a creditor's customers now, beside its Schedule; nothing when it is at it already. */
  startSignalEvaluation(input: EvaluationInput): Promise<void>;
  signalEvaluationResult(input: EvaluationInput): Promise<EvaluationProgress>;
  /** Approves and sends what matches; nothing when that send was started before. */
  startSendSignals(input: SendSignalsInput): Promise<void>;
  /** What became of all customers of a send; waits as long as one is tried again. */
  sendSignalsResult(input: Pick<SendSignalsInput, 'creditor' | 'sendId'>): Promise<SendProgress>;
}

const INVOICES: ActorType<InvoiceRef, InvoicePlan> = {
  type: WorkflowType.INVOICE,
  identityOf: ({ creditor, number }) => ({ creditor, number }),
  workflowIdOf: ({ creditor, number }) => invoiceWorkflowId(creditor, number),
  summaryOf: ({ creditor, number }) => `Invoice ${number} of ${creditor}`,
  searchAttributesOf: ({ creditor }, plan) => searchAttributesOf(creditor, plan),
  forms: INVOICE_FORMS,
};

const CASES: ActorType<CaseRef, CasePlan> = {
  type: WorkflowType.CASE,
  identityOf: ({ creditor, reference }) => ({ creditor, reference }),
  workflowIdOf: ({ creditor, reference }) => caseWorkflowId(creditor, reference),
  summaryOf: ({ creditor, reference }) => `Debt collection case ${reference} of ${creditor}`,
  searchAttributesOf: ({ creditor }, plan) => caseSearchAttributesOf(creditor, plan),
  forms: CASE_FORMS,
};

/** The typed client over a connected Temporal client. */
export function createDunwellClient(temporal: Client): DunwellClient {
  const invoices = actorsOf<InvoiceRef, InvoicePlan, InvoiceWire>(temporal, INVOICES);
  const cases = actorsOf<CaseRef, CasePlan, CaseWire>(temporal, CASES);
  const intakeId = ({ creditor, batchId }: IntakeInput) => intakeWorkflowId(creditor, batchId);
  const bulkId = ({ creditor, operationId }: BulkInput) => bulkWorkflowId(creditor, operationId);
  const openCaseId = ({ creditor, request }: OpenCaseRequest) => openCaseWorkflowId(creditor, request);
  const evaluationId = ({ creditor }: EvaluationInput) => signalEvaluationWorkflowId(creditor);
  const sendId = (of: Pick<SendSignalsInput, 'creditor' | 'sendId'>) =>
    sendSignalsWorkflowId(of.creditor, of.sendId);
  const resultOf = <Result>(workflowId: string) =>
    temporal.workflow.getHandle(workflowId).result() as Promise<Result>;
  return {
    ask: invoices.ask,
    tell: invoices.tell,
    startInvoice: invoices.start,
    askCase: cases.ask,
    tellCase: cases.tell,
    startCase: cases.start,
    openCase: (request) => startOnce(temporal, WorkflowType.OPEN_CASE, openCaseId(request), request),
    openCaseResult: (request) => resultOf(openCaseId(request)),
    startIntake: (input) => startOnce(temporal, WorkflowType.INTAKE, intakeId(input), input),
    intakeResult: (input) => resultOf(intakeId(input)),
    startRelay: () => startUnlessRunning(temporal, WorkflowType.RELAY, 'relay', {}),
    startBulk: (input) => startOnce(temporal, WorkflowType.BULK_OPERATION, bulkId(input), input),
    bulkResult: (input) => resultOf(bulkId(input)),
    startSignalEvaluation: (input) =>
      startOnce(temporal, WorkflowType.SIGNAL_EVALUATION, evaluationId(input), input),
    signalEvaluationResult: (input) => resultOf(evaluationId(input)),
    startSendSignals: (input) => startOnce(temporal, WorkflowType.SEND_SIGNALS, sendId(input), input),
    sendSignalsResult: (input) => resultOf(sendId(input)),
  };
}

async function startOnce(temporal: Client, type: string, workflowId: string, input: object): Promise<void> {
  await startUnlessRunning(temporal, type, workflowId, input);
}

/** False when one of that id is running. */
async function startUnlessRunning(
  temporal: Client,
  type: string,
  workflowId: string,
  input: object,
): Promise<boolean> {
  try {
    await temporal.workflow.start(type, {
      taskQueue: TASK_QUEUE,
      workflowId,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'FAIL',
      args: [input],
    });
    return true;
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    return false;
  }
}

/** True when the error says that no server answers. */
export function isUnavailable(error: unknown): boolean {
  return isGrpcServiceError(error) && error.code === 14;
}
