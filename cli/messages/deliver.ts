import type { ActorPlan, AnswerWith, Readable } from '../../contracts/actor.ts';
import type { RefusalCode } from '../../domain/kernel/refusal.ts';
import type { Server } from '../kit/server-connection.ts';

/** How a message is sent and answered. */
export interface SendingOptions {
  readonly by: string;
  readonly commandId?: string;
  /** `--no-wait` */
  readonly wait: boolean;
  readonly timeout: number;
}

/** A message on its way: both ways to send it, and where to look for what came of it. */
export interface Sending<Plan extends ActorPlan> {
  ask(): Promise<AnswerWith<Readable<Plan>>>;
  tell(): Promise<'told' | 'absent'>;
  readonly look: string;
}

/** What came of a message that was sent. */
export interface Delivered<Plan extends ActorPlan> {
  readonly ok: boolean;
  readonly says: string;
  /** Why it was refused, for programs. */
  readonly code?: RefusalCode;
  readonly answer: AnswerWith<Readable<Plan>> | null;
}

/** Sends a message and waits for the answer, or leaves it for the worker with `--no-wait`. */
export async function deliver<Plan extends ActorPlan>(
  server: Server,
  { ask, tell, look }: Sending<Plan>,
  { wait, timeout }: Pick<SendingOptions, 'wait' | 'timeout'>,
): Promise<Delivered<Plan>> {
  if (!wait) {
    if ((await tell()) === 'told') {
      return { ok: true, says: 'The message was left for the worker.', answer: null };
    }
    const says = 'It has no workflow that could take the message: send it without --no-wait.';
    return { ok: false, says, answer: null };
  }
  try {
    const answer = await server.service.withDeadline(Date.now() + timeout * 1000, ask);
    if (answer.ok) return { ok: true, says: answer.says, answer };
    const { refused, code } = answer;
    return { ok: false, says: refused, ...(code === undefined ? {} : { code }), answer };
  } catch (error) {
    if (!isTimeout(error)) throw error;
    const says = `No worker answered within ${timeout} s; it may still be applied. Look with \`${look}\`.`;
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
