import { workflowInfo } from '@temporalio/workflow';
import { parseInvoiceWorkflowId } from '../../contracts/ids.ts';
import type { InvoiceActivities, InvoicePlan, InvoiceWorkflowInput } from '../../contracts/invoice.ts';
import { INVOICE_FORMS } from '../../contracts/message-forms.ts';
import { searchAttributesOf } from '../../contracts/search-attributes.ts';
import type { InvoiceKind } from '../../domain/invoice/messages/index.ts';
import { Because, Step } from '../../domain/invoice/plan.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import { TaskKind } from '../../domain/tasks/task.ts';
import { activitiesOf } from '../actor/activities.ts';
import { act } from '../actor/actor.ts';
import { readStart } from '../actor/start-input.ts';
import type { Subject } from '../actor/subject.ts';
import { detailsOf, INVOICE_WORDS } from './details.ts';
import { carryOut } from './steps.ts';

/** The outcome stands in the result; everything else is in the database. */
interface InvoiceResult {
  readonly stage: Stage;
}

/** One invoice on its way from the first reminder to debt collection. */
export async function invoice(...args: unknown[]): Promise<InvoiceResult> {
  const ref = parseInvoiceWorkflowId(workflowInfo().workflowId);
  const { input, problems } = readStart<InvoicePlan, InvoiceRef>(args, {
    noun: 'invoice',
    ref,
    names: ['creditor', 'number'],
    words: INVOICE_WORDS,
  });
  const { stage } = await act(subjectOf(input), input, problems);
  return { stage };
}

type InvoiceRef = Pick<InvoiceWorkflowInput, 'creditor' | 'number'>;

function subjectOf(input: InvoiceWorkflowInput): Subject<InvoicePlan, InvoiceKind> {
  const { creditor, number } = input;
  const acts: InvoiceActivities = activitiesOf<InvoiceActivities>(input.rehearsal !== undefined);
  return {
    noun: 'invoice',
    messages: INVOICE_FORMS,
    words: INVOICE_WORDS,
    carryOut: (plan, asOf) => carryOut(acts, plan, { creditor, number, asOf }),
    apply: (message, asOf) => acts.applyCommand({ creditor, number, asOf, ...message }),
    hasEnded: ({ step }) => step === Step.END,
    detailsOf: (plan) => detailsOf(input, plan),
    searchAttributesOf: (plan) => searchAttributesOf(creditor, plan),
    passesUnseen: false,
    stuck: STUCK,
    unknown: UNKNOWN,
    absent: { ...UNKNOWN, step: Step.END, because: Because.ENDED, attention: null },
  };
}

const STUCK = { step: Step.WAIT, because: Because.NEEDS_ATTENTION, attention: TaskKind.STUCK } as const;

const UNKNOWN: InvoicePlan = {
  ...STUCK,
  at: null,
  stage: Stage.OPEN,
  mode: 20,
  held: false,
  approved: false,
  version: 0,
};
