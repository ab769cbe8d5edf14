import { InstructionKind } from '../domain/case/facts.ts';
import { invoiceKey, levelKey } from '../domain/invoice/keys.ts';
import { encodePart } from '../domain/kernel/encode-part.ts';
import { whyNotKept } from '../domain/kernel/keepable.ts';

export { encodePart };

/** Undoes encodePart; undefined when the text was not made by it, or is of nothing that the books could hold. */
function decodePart(part: string): string | undefined {
  try {
    const decoded = decodeURIComponent(part);
    return whyNotKept(decoded) === undefined ? decoded : undefined;
  } catch {
    return undefined;
  }
}

/** Workflow id of an invoice: `invoice/acme/2026%2F001`. */
export function invoiceWorkflowId(creditor: string, number: string): string {
  return invoiceKey(creditor, number);
}

/** The invoice that a workflow id names; undefined for ids of other kinds. */
export function parseInvoiceWorkflowId(id: string): { creditor: string; number: string } | undefined {
  const parts = partsOf('invoice', id);
  return parts === undefined ? undefined : { creditor: parts[0], number: parts[1] };
}

function partsOf(kind: string, id: string): [string, string] | undefined {
  const [found, first, second, ...rest] = id.split('/');
  if (found !== kind || first === undefined || second === undefined || rest.length > 0) return undefined;
  const parts = [decodePart(first), decodePart(second)];
  return parts[0] === undefined || parts[1] === undefined ? undefined : [parts[0], parts[1]];
}

export function intakeWorkflowId(creditor: string, batchId: string): string {
  return `intake/${encodePart(creditor)}/${batchId}`;
}

export function bulkWorkflowId(creditor: string, operationId: string): string {
  return `bulk/${encodePart(creditor)}/${encodePart(operationId)}`;
}

/** Key of a level's letter: it names the thing (number, round, level), never a time. */
export function levelEffectKey(creditor: string, number: string, round: number, level: string): string {
  return levelKey({ creditor, number, round }, level);
}

/** Key of a message to the operator about an invoice. */
export function notificationEffectKey(
  creditor: string,
  number: string,
  round: number,
  about: string,
): string {
  return `${invoiceWorkflowId(creditor, number)}/${round}/notification/${encodePart(about)}`;
}

/** Key of the mail that reminds of an instalment of a payment plan. */
export function planMailKey(creditor: string, agreement: number, nr: number): string {
  return `plan/${encodePart(creditor)}/${agreement}/instalment/${nr}/mail`;
}

/** Reference of the nth case that an invoice came to, towards the debtor and the collector. */
export function caseReference(number: string, nth: number): string {
  return `${number}-${nth}`;
}

/** Workflow id of a case: `case/acme/1001-1`. */
export function caseWorkflowId(creditor: string, reference: string): string {
  return `case/${encodePart(creditor)}/${encodePart(reference)}`;
}

/** The case that a workflow id names; undefined for ids of other kinds. */
export function parseCaseWorkflowId(id: string): { creditor: string; reference: string } | undefined {
  const parts = partsOf('case', id);
  return parts === undefined ? undefined : { creditor: parts[0], reference: parts[1] };
}

/** Workflow id of an opening: by its staged request. */
export function openCaseWorkflowId(creditor: string, request: string): string {
  return `open-case/${encodePart(creditor)}/${encodePart(request)}`;
}

/** What kind of instruction a key names; undefined for keys of other effects. */
export function instructionKindOf(key: string): InstructionKind | undefined {
  const [found, , , about] = key.split('/');
  if (found !== 'case') return undefined;
  return INSTRUCTION_KINDS.find((kind) => kind === about);
}

const INSTRUCTION_KINDS: readonly InstructionKind[] = Object.values(InstructionKind);

/** Key of what is said to the collector about a case; `which` tells words of one kind apart. */
export function instructionKey(
  creditor: string,
  reference: string,
  about: InstructionKind,
  which?: string,
): string {
  const key = `${caseWorkflowId(creditor, reference)}/${about}`;
  return which === undefined ? key : `${key}/${encodePart(which)}`;
}

/** What the proof of delivery among the documents of a case is known by. */
export function proofOfDeliveryKey(creditor: string, reference: string): string {
  return `${caseWorkflowId(creditor, reference)}/proof-of-delivery`;
}

/**
 * Key of a signal to a municipality, and our reference of it there: the customer's row instead of its number,
 * so that the key may stay for ever, and its count instead of a time.
 */
export function signalEffectKey(
  creditor: string,
  customerId: number,
  type: string,
  action: string,
  sequence: number,
): string {
  return `signal/${encodePart(creditor)}/${customerId}/${type}/${action}/${sequence}`;
}

const BEFORE = 'before';

/** Key of a signal that another system has sent: the same report is taken over once. */
export function earlierSignalKey(creditor: string, customerId: number, type: string, sentOn: string): string {
  return `signal/${encodePart(creditor)}/${customerId}/${type}/create/${BEFORE}/${sentOn}`;
}

/** True for what another system has sent: the municipality knows it by that system's reference. */
export function isEarlierSignalKey(key: string): boolean {
  return key.split('/').at(-2) === BEFORE;
}

/** Workflow id of an evaluation; its Schedule adds the moment. */
export function signalEvaluationWorkflowId(creditor: string): string {
  return `signals/${encodePart(creditor)}/evaluation`;
}

/** The Schedule of a creditor's evaluation. */
export function signalEvaluationScheduleId(creditor: string): string {
  return `dunwell-signals-${encodePart(creditor)}`;
}

export function sendSignalsWorkflowId(creditor: string, sendId: string): string {
  return `signals/${encodePart(creditor)}/send/${encodePart(sendId)}`;
}
