import { GatewayFailure } from './port.ts';

/** A failure that no further attempt can mend: the delivery itself lacks something. Nothing has left. */
export function refusal(message: string): GatewayFailure {
  return new GatewayFailure(message, { isTemporary: false, mayHaveArrived: false });
}

/** Writes `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
