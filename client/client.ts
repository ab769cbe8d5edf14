import {
  type Client,
  isGrpcServiceError,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { ApplicationFailure, defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import type { BulkInput, BulkProgress, IntakeInput, IntakeProgress } from '../contracts/background.ts';
import {
  bulkWorkflowId,
  intakeWorkflowId,
  invoiceWorkflowId,
  parseInvoiceWorkflowId,
} from '../contracts/ids.ts';
import type {
  Answer,
  InvoicePlan,
  InvoiceWorkflowInput,
  MaintenanceKind,
  RehearsalInput,
} from '../contracts/invoice.ts';
import {
  SearchAttribute,
  type SearchAttributeName,
  searchAttributesOf,
} from '../contracts/search-attributes.ts';
import { TASK_QUEUE, WorkflowType } from '../contracts/task-queues.ts';
import type { CommandKind } from '../domain/commands/command.ts';
import type { Instant } from '../domain/day.ts';

export interface InvoiceRef {
  readonly creditor: string;
  readonly number: string;
}

export type MessageKind = CommandKind | typeof MaintenanceKind.RESOLVE_EFFECT;

/** What can be said to Dunwell's workflows; needs nothing but a connection to Temporal. */
export interface DunwellClient {
  /**
   * Sends a message to an invoice and waits for its answer: needs a running worker. An invoice without a
   * workflow (closed, paid) gets one for as long as the answer takes.
   */
  ask(invoice: InvoiceRef, kind: MessageKind, message: object): Promise<Answer>;
  /** Sends a message that nobody waits for; `absent` when the invoice has no workflow. */
  tell(invoice: InvoiceRef, kind: MessageKind, message: object): Promise<'told' | 'absent'>;
  startInvoice(
    invoice: InvoiceRef,
    plan: InvoicePlan | undefined,
    rehearsal?: RehearsalInput,
  ): Promise<'started' | 'running'>;
  startIntake(input: IntakeInput): Promise<void>;
  intakeResult(input: IntakeInput): Promise<IntakeProgress>;
  startBulk(input: BulkInput): Promise<void>;
  bulkResult(input: BulkInput): Promise<BulkProgress>;
  /** Invoices whose workflows were terminated, failed or timed out since then. */
  endedFromOutside(since: Instant): AsyncIterable<InvoiceRef>;
}

/** The typed client over a connected Temporal client. */
export function createDunwellClient(temporal: Client): DunwellClient {
  const { workflow } = temporal;
  const optionsFor = (
    { creditor, number }: InvoiceRef,
    plan: InvoicePlan | undefined,
    rehearsal?: RehearsalInput,
  ) => {
    const input: InvoiceWorkflowInput = {
      creditor,
      number,
      ...(plan === undefined ? {} : { plan }),
      ...(rehearsal === undefined ? {} : { rehearsal }),
    };
    return {
      taskQueue: TASK_QUEUE,
      workflowId: invoiceWorkflowId(creditor, number),
      workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
      args: [input],
      ...(plan === undefined ? {} : { typedSearchAttributes: pairsOf(creditor, plan) }),
      staticSummary: `Invoice ${number} of ${creditor}`.slice(0, 100),
    };
  };
  return {
    async ask(invoice, kind, message) {
      const handle = workflow.getHandle(invoiceWorkflowId(invoice.creditor, invoice.number));
      try {
        return await handle.executeUpdate<Answer, [object]>(kind, { args: [message] });
      } catch (error) {
        if (error instanceof WorkflowUpdateFailedError) return refusalOf(error);
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
      try {
        return await workflow.executeUpdateWithStart<() => Promise<unknown>, Answer, [object]>(kind, {
          args: [message],
          startWorkflowOperation: new WithStartWorkflowOperation(WorkflowType.INVOICE, {
            ...optionsFor(invoice, undefined),
            workflowIdConflictPolicy: 'USE_EXISTING',
          } as never),
        });
      } catch (error) {
        if (error instanceof WorkflowUpdateFailedError) return refusalOf(error);
        throw error;
      }
    },

    async tell(invoice, kind, message) {
      const handle = workflow.getHandle(invoiceWorkflowId(invoice.creditor, invoice.number));
      try {
        await handle.signal(kind, message);
        return 'told';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return 'absent';
        throw error;
      }
    },

    async startInvoice(invoice, plan, rehearsal) {
      try {
        await workflow.start(WorkflowType.INVOICE, {
          ...optionsFor(invoice, plan, rehearsal),
          workflowIdConflictPolicy: 'FAIL',
        });
        return 'started';
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) return 'running';
        throw error;
      }
    },

    async startIntake(input) {
      await startOnce(temporal, WorkflowType.INTAKE, intakeWorkflowId(input.creditor, input.batchId), input);
    },

    async intakeResult(input) {
      return workflow.getHandle(intakeWorkflowId(input.creditor, input.batchId)).result();
    },

    async startBulk(input) {
      await startOnce(
        temporal,
        WorkflowType.BULK_OPERATION,
        bulkWorkflowId(input.creditor, input.operationId),
        input,
      );
    },

    async bulkResult(input) {
      return workflow.getHandle(bulkWorkflowId(input.creditor, input.operationId)).result();
    },

    async *endedFromOutside(since) {
      const after = new Date(since).toISOString();
      const ended = ['Terminated', 'Failed', 'TimedOut', 'Canceled']
        .map((status) => `"${status}"`)
        .join(', ');
      const query = `WorkflowType = "${WorkflowType.INVOICE}" AND ExecutionStatus IN (${ended}) AND CloseTime > "${after}"`;
      for await (const { workflowId } of workflow.list({ query })) {
        const invoice = parseInvoiceWorkflowId(workflowId);
        if (invoice !== undefined) yield invoice;
      }
    },
  };
}

async function startOnce(temporal: Client, type: string, workflowId: string, input: object): Promise<void> {
  try {
    await temporal.workflow.start(type, {
      taskQueue: TASK_QUEUE,
      workflowId,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'FAIL',
      args: [input],
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/** An update that failed is a refusal in words, not a fault. */
function refusalOf(error: WorkflowUpdateFailedError): Answer {
  const { cause } = error;
  const refused = cause instanceof ApplicationFailure ? cause.message : (cause?.message ?? error.message);
  return { ok: false, refused, state: null };
}

function pairsOf(creditor: string, plan: InvoicePlan): SearchAttributePair[] {
  const values = searchAttributesOf(creditor, plan);
  return (Object.keys(SearchAttribute) as SearchAttributeName[])
    .filter((name) => values[name] !== null)
    .map((name) => {
      const key = defineSearchAttributeKey(name, SearchAttribute[name]);
      return { key, value: values[name] } as SearchAttributePair;
    });
}

/** True when the error says that no server answers. */
export function isUnavailable(error: unknown): boolean {
  return isGrpcServiceError(error) && error.code === 14;
}
