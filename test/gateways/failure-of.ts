import { GatewayFailure } from '../../gateways/port.ts';

/** The failure a hand-over ends in; anything else fails the test. */
export async function failureOf(attempt: Promise<unknown>): Promise<GatewayFailure> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof GatewayFailure) return error;
    throw error;
  }
  throw new Error('The attempt was to fail, but did not.');
}
