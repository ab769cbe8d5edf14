import type { InvoiceRef } from '../../client/client.ts';
import type { Answer } from '../../contracts/invoice.ts';
import type { Server } from '../server-connection.ts';
import type { Message, MessageOptions } from './message-command.ts';

/** What came of a message that was sent. */
export interface Delivered {
  readonly ok: boolean;
  readonly says: string;
  readonly answer: Answer | null;
}

/** Sends a message and waits for the answer, or leaves it for the worker with `--no-wait`. */
export async function deliver(
  server: Server,
  invoice: InvoiceRef,
  { kind }: Message,
  wire: object,
  options: Pick<MessageOptions, 'wait' | 'timeout'>,
): Promise<Delivered> {
  if (!options.wait) {
    const told = await server.client.tell(invoice, kind, wire);
    if (told === 'told') return { ok: true, says: 'The message was left for the worker.', answer: null };
    const says = 'It has no workflow that could take the message: send it without --no-wait.';
    return { ok: false, says, answer: null };
  }
  try {
    const deadline = Date.now() + options.timeout * 1000;
    const answer = await server.service.withDeadline(deadline, () => server.client.ask(invoice, kind, wire));
    return { ok: answer.ok, says: answer.ok ? answer.says : answer.refused, answer };
  } catch (error) {
    if (!isTimeout(error)) throw error;
    const says = `No worker answered within ${options.timeout} s; it may still be applied. Look with \`dunwell timeline ${invoice.number}\`.`;
    return { ok: false, says, answer: null };
  }
}

const DEADLINE_EXCEEDED = 4;

/** True when nobody answered in time, by gRPC's code: loading Temporal's client only to ask would take long. */
export function isTimeout(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return codeOf(error) === DEADLINE_EXCEEDED || codeOf(error.cause) === DEADLINE_EXCEEDED;
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | null | undefined)?.code;
}
