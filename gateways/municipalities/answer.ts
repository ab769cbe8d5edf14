import { z } from 'zod';
import { EffectState } from '../../domain/effects/effect.ts';
import { whyNotKept } from '../../domain/kernel/keepable.ts';
import type { Receipt } from '../port.ts';
import { type SignalAnswer, SignalRejected } from './port.ts';

const id = z
  .string()
  .min(1)
  .max(200)
  .refine((written) => whyNotKept(written) === undefined);
/** A bare word, so that nothing else can come in by it. */
const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$/);

/** A service's word about one signal. */
export const signalAnswerSchema = z
  .discriminatedUnion('state', [
    z.object({ state: z.literal('received').describe('Word of it comes later.'), id: id.optional() }),
    z.object({ state: z.literal('acknowledged'), id }),
    z.object({
      state: z.literal('rejected').describe('It is not taken, and counts as not reported.'),
      code: code.describe('Why, such as NOT_IN_MUNICIPALITY or UNKNOWN_PARTICIPANT.'),
      id: id.optional(),
    }),
  ])
  .describe('The answer of a service to a signal, in an HTTP response or a file.');

export type WrittenAnswer = z.output<typeof signalAnswerSchema>;

/** Reads an answer; undefined when it is none. */
export function readAnswer(text: string): WrittenAnswer | undefined {
  try {
    return signalAnswerSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The final word in an answer; null when there is none yet. */
export function wordIn(answer: WrittenAnswer | undefined): SignalAnswer | null {
  switch (answer?.state) {
    case undefined:
    case 'received':
      return null;
    case 'acknowledged':
      return { state: 'acknowledged', id: answer.id };
    case 'rejected':
      return { state: 'rejected', code: answer.code, id: answer.id ?? null };
    default:
      return answer satisfies never;
  }
}

/** What an answer makes of a hand-over; throws when the signal was rejected. */
export function receiptOf(service: string, answer: WrittenAnswer | undefined, otherwise: string): Receipt {
  const word = wordIn(answer);
  if (word === null) return { state: EffectState.HANDED_OVER, providerId: answer?.id ?? otherwise };
  if (word.state === 'acknowledged') return { state: EffectState.DELIVERED, providerId: word.id };
  throw new SignalRejected(word.code, `${service} rejected the signal (${word.code}).`);
}
