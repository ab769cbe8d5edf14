import { codeIn, type HttpsAnswer, type HttpsClient, refusalOf } from '../https/client.ts';
import { below, type HttpsTarget } from '../https/target.ts';
import { GatewayFailure, type Trace } from '../port.ts';
import { json } from '../wire.ts';
import { readAnswer, receiptOf, type WrittenAnswer, wordIn } from './answer.ts';
import { messageOf } from './message.ts';
import type { AnsweringGateway } from './port.ts';

/** Where signals lie below the service's address: posted to, and read back by their reference. */
const SIGNALS = 'signals';

/**
 * Posts each signal as JSON to `<address>/signals`, with its reference as Idempotency-Key and signed, and reads
 * what became of one at `<address>/signals/<reference>`.
 */
export function createHttpsMunicipality(
  service: string,
  target: HttpsTarget,
  client: HttpsClient,
): AnsweringGateway {
  const url = below(target, SIGNALS);
  const read = async (reference: string): Promise<WrittenAnswer | 'absent' | undefined> => {
    const answer = await client.get(SIGNALS, reference);
    if (answer.status === 404) return 'absent';
    if (!isSuccess(answer)) throw refusalOf(url, answer);
    return readAnswer(answer.text);
  };
  return {
    name: `${service} over HTTPS`,
    // The service knows a signal by its reference.
    dedupes: true,
    async deliver({ key, content, asOf }) {
      const body = json(messageOf(content, service));
      const answer = await client.post({ path: [SIGNALS], body, key, asOf });
      const written = readAnswer(answer.text);
      // A rejection is one whatever status it comes with; anything else only counts when that says so.
      if (!isSuccess(answer) && written?.state !== 'rejected') throw refused(url, answer);
      return receiptOf(service, written, key);
    },
    async trace(key) {
      try {
        const answer = await read(key);
        if (answer === 'absent') return 'absent';
        return traceOf(answer);
      } catch {
        return 'unknown';
      }
    },
    async answer(reference) {
      const answer = await read(reference);
      return answer === 'absent' ? null : wordIn(answer);
    },
  };
}

/** A rejection is no trace of a signal that was taken: handed over again, it is told once more. */
function traceOf(answer: WrittenAnswer | undefined): Trace {
  switch (answer?.state) {
    case 'acknowledged':
      return 'delivered';
    case 'received':
      return 'handed over';
    case 'rejected':
    case undefined:
      return 'unknown';
    default:
      return answer satisfies never;
  }
}

function isSuccess({ status }: HttpsAnswer): boolean {
  return status >= 200 && status < 300;
}

/** One reference for two signals is a mistake that no attempt can mend. */
function refused(url: URL, answer: HttpsAnswer): GatewayFailure {
  if (answer.status !== 409) return refusalOf(url, answer);
  const code = codeIn(answer);
  return new GatewayFailure(
    `${url.origin} already has another signal under this reference${code === undefined ? '' : ` (${code})`}.`,
    // References are never used twice: the other one is an earlier attempt of ours.
    { isTemporary: false, mayHaveArrived: true },
  );
}
