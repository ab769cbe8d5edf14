import type { SignalContent } from '../../contracts/signals.ts';
import type { SignalGatewaySettings } from '../../domain/signals/settings.ts';
import { type Gateway, GatewayFailure } from '../port.ts';

/**
 * The way to one municipality's service. Its receipt says `delivered` when the service acknowledged the signal
 * at once, `handed over` when its word comes later as feedback.
 */
export type MunicipalityGateway = Gateway<SignalContent>;

/** Makes the gateway that published settings describe; called for every signal, so it keeps what it made. */
export type Municipalities = (settings: SignalGatewaySettings) => MunicipalityGateway;

/** The service refused the signal at once, with a code: nothing counts as reported. */
export class SignalRejected extends GatewayFailure {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message, { isTemporary: false, mayHaveArrived: false });
    this.name = 'SignalRejected';
    this.code = code;
  }
}
