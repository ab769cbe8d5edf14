import type { Moment, Situation } from '../kernel/situation.ts';
import type { InvoiceFacts } from './facts.ts';
import type { Policy } from './policy.ts';

/** A moment under the policy that an invoice is dunned by. */
export interface InvoiceMoment extends Moment {
  readonly policy: Policy;
}

/** What is decided on an invoice. */
export interface InvoiceSituation extends InvoiceMoment, Situation<InvoiceFacts> {}
