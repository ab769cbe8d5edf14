import { defaultPayloadConverter, type Payload, type PayloadConverter } from '@temporalio/common';
import { unreadable } from '../contracts/unreadable.ts';

const MOST_OF_A_CAUSE = 200;
/** Far more than any message or result of ours; reading much more costs a workflow task its time. */
const MOST_BYTES = 256 * 1024;

/**
 * Reads what it can and says of the rest that it cannot be read. Anybody may send a workflow anything: a converter
 * that throws fails the workflow task, and the same content fails it again for ever.
 */
export const payloadConverter: PayloadConverter = {
  toPayload: (value, context, hint) => defaultPayloadConverter.toPayload(value, context, hint),
  fromPayload<T>(payload: Payload): T {
    const { length = 0 } = payload.data ?? {};
    if (length > MOST_BYTES) return unreadable(`it has ${length} bytes, ${MOST_BYTES} at most`) as T;
    try {
      return defaultPayloadConverter.fromPayload<T>(payload);
    } catch (error) {
      const because = error instanceof Error ? error.message : String(error);
      return unreadable(because.slice(0, MOST_OF_A_CAUSE)) as T;
    }
  },
};
