import type { SignalContent } from '../../contracts/signals.ts';
import type { SignalGatewaySettings } from '../../domain/signals/settings.ts';
import { type Gateway, GatewayFailure } from '../port.ts';

/** What a service has said of a signal it was handed. */
export type SignalAnswer =
  | { readonly state: 'acknowledged'; readonly id: string }
  | { readonly state: 'rejected'; readonly id: string | null; readonly code: string };

/**
 * The way to one municipality's service. Its receipt says `delivered` when the service acknowledged the signal
 * at once, `handed over` when its word comes later as feedback.
 */
export interface MunicipalityGateway extends Gateway<SignalContent> {
  /** The service's word about a signal handed over before, where it can be asked; null while it has said nothing. */
  answer?(reference: string): Promise<SignalAnswer | null>;
}

/** A gateway whose service can be asked. */
export type AnsweringGateway = MunicipalityGateway & Required<Pick<MunicipalityGateway, 'answer'>>;

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
