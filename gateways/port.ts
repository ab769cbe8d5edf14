import type { EffectContent } from '../contracts/effects.ts';

/** What a gateway is asked to take: the key never changes for one effect, whatever the attempt. */
export interface Delivery<Content extends EffectContent = EffectContent> {
  /** Permanent and unique: the gateway's idempotency key (file name, Message-ID, Idempotency-Key). */
  readonly key: string;
  readonly content: Content;
  /** The moment of the attempt; gateways read no clock. */
  readonly asOf: number;
  /** The bytes of a document that the content names by its hash; undefined when they are gone. */
  readDocument?(hash: string): Promise<Uint8Array | undefined>;
}

export interface Receipt {
  /** `delivered` when the effect counts as arrived; `handed over` when word of it comes later. */
  readonly state: 'delivered' | 'handed over';
  /** The other side's own id of it. */
  readonly providerId: string;
  /** SHA-256 of the bytes that arrived, where they are a document. */
  readonly contentHash?: string;
}

/** Documents that a gateway delivers, once more: for the files of a case. */
interface Copies<Content extends EffectContent = EffectContent> {
  /** What was delivered under the key, to the byte, while it is at hand. */
  find(key: string): Promise<Copy | undefined>;
  /** What `deliver` would hand over now. */
  render(delivery: Delivery<Content>): Promise<Copy>;
}

export interface Copy {
  /** Media type. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** What a gateway knows of a key from an attempt whose answer was lost: how it was taken, or not. */
export type Trace = Receipt['state'] | 'absent' | 'unknown';

/** Whether the other side has it, by what a trace says. */
export function isReceived(trace: Trace): trace is Receipt['state'] {
  return trace === 'delivered' || trace === 'handed over';
}

/** One way out of the system. */
export interface Gateway<Content extends EffectContent = EffectContent> {
  readonly name: string;
  /** True when handing the same key over twice has the effect of once. */
  readonly dedupes: boolean;
  /** Hands over, once. Throws a GatewayFailure; anything else it throws counts as temporary. */
  deliver(delivery: Delivery<Content>): Promise<Receipt>;
  /** Looks a key up after an attempt that was cut off. The content, where it was not erased, tells where to look. */
  trace(key: string, content: Content | null): Promise<Trace>;
  /** How long a hand-over may take; without an answer by then it counts as temporary. At most 25 seconds. */
  readonly limitMs?: number;
  /**
   * Names the other side of a hand-over, the same for all that go there: while it does not answer, nothing else is
   * handed to it. Null, or left out, where nothing can be away.
   */
  circuitOf?(content: Content): string | null;
  /** Where what it delivers is a document that people keep. */
  readonly copies?: Copies<Content>;
}

/** A hand-over that did not succeed. */
export class GatewayFailure extends Error {
  /** False: no further attempt can help (an address that does not exist). */
  readonly isTemporary: boolean;
  /** True: the other side may have taken it before the connection broke. */
  readonly mayHaveArrived: boolean;
  /** The other side asked to be left alone for so long; 0 when it said nothing. */
  readonly retryAfterMs: number;
  /** True: the other side works, and only this one cannot be taken now, such as a mailbox that is full. */
  readonly isAboutOne: boolean;

  constructor(
    message: string,
    options: {
      isTemporary: boolean;
      mayHaveArrived: boolean;
      retryAfterMs?: number;
      isAboutOne?: boolean;
      cause?: unknown;
    },
  ) {
    super(message, { cause: options.cause });
    this.name = 'GatewayFailure';
    this.isTemporary = options.isTemporary;
    this.mayHaveArrived = options.mayHaveArrived;
    this.retryAfterMs = options.retryAfterMs ?? 0;
    this.isAboutOne = options.isAboutOne ?? false;
  }
}
