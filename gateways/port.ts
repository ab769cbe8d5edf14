import type { EffectContent } from '../contracts/effects.ts';

/** What a gateway is asked to take: the key never changes for one effect, whatever the attempt. */
export interface Parcel<Content extends EffectContent = EffectContent> {
  /** Permanent and unique: the gateway's idempotency key (file name, Message-ID, Idempotency-Key). */
  readonly key: string;
  readonly content: Content;
  /** The moment of the attempt; gateways read no clock. */
  readonly asOf: number;
}

export interface Receipt {
  /** `delivered` when the effect counts as arrived; `handed over` when word of it comes later. */
  readonly state: 'delivered' | 'handed over';
  /** The other side's own id of it. */
  readonly providerId: string;
}

/** What a gateway knows of a key from an attempt whose answer was lost. */
export type Trace = 'delivered' | 'absent' | 'unknown';

/** One way out of the system. */
export interface Gateway<Content extends EffectContent = EffectContent> {
  readonly name: string;
  /** True when handing the same key over twice has the effect of once. */
  readonly dedupes: boolean;
  /** Hands over, once. Throws a GatewayFailure; anything else it throws counts as temporary. */
  deliver(parcel: Parcel<Content>): Promise<Receipt>;
  /** Looks a key up after an attempt that was cut off. */
  trace(key: string): Promise<Trace>;
}

/** A hand-over that did not succeed. */
export class GatewayFailure extends Error {
  /** False: no further attempt can help (an address that does not exist). */
  readonly isTemporary: boolean;
  /** True: the other side may have taken it before the connection broke. */
  readonly mayHaveArrived: boolean;

  constructor(message: string, options: { isTemporary: boolean; mayHaveArrived: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'GatewayFailure';
    this.isTemporary = options.isTemporary;
    this.mayHaveArrived = options.mayHaveArrived;
  }
}
