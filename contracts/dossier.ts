import type { Day, Instant } from '../domain/kernel/day.ts';
import type { OpenComponents } from './claim.ts';
import type { BillingAddress, LineItem } from './collector.ts';

/** Everything that the file of a case shows, frozen as of one moment. Amounts are minor units of its currency. */
export interface DossierContent {
  /** Language of its words. */
  readonly language: string;
  readonly asOf: Instant;
  /** The same as local moment, such as `2026-03-01 10:15`. */
  readonly drawnUpAt: string;
  readonly creditor: { readonly id: string; readonly name: string; readonly country: string };
  readonly debtor: {
    readonly customer: string | null;
    /** Null once the content of the case was erased. */
    readonly address: BillingAddress | null;
  };
  readonly case: {
    readonly reference: string;
    readonly externalId: string;
    readonly state: string;
    readonly openedOn: Day;
    readonly contractDate: Day;
    readonly dueOn: Day | null;
    readonly environment: string;
    readonly configuration: string | null;
    readonly currency: string;
    readonly amount: number;
    readonly open: OpenComponents;
    readonly collected: number;
    readonly surplus: number;
  };
  readonly lineItems: readonly LineItem[];
  readonly invoices: readonly {
    readonly number: string;
    readonly issuedOn: Day;
    readonly dueOn: Day | null;
    readonly currency: string;
    readonly amount: number;
    readonly open: OpenComponents;
  }[];
  readonly receipts: readonly {
    readonly id: string;
    readonly on: Day;
    readonly amount: number;
    readonly surplus: number;
  }[];
  readonly charges: readonly {
    readonly id: string;
    readonly on: Day;
    readonly kind: string;
    readonly amount: number;
  }[];
  readonly timeline: readonly {
    /** Local moment. */
    readonly at: string;
    readonly says: string;
  }[];
  readonly documents: readonly {
    readonly name: string;
    readonly type: string;
    readonly size: number;
    readonly hash: string;
  }[];
  readonly deliveries: readonly {
    readonly level: string;
    readonly invoice: string;
    readonly channel: string;
    readonly deliveredOn: Day;
    readonly providerId: string | null;
    /** Name of the document of the case that is its copy. */
    readonly copy: string | null;
    readonly isErased: boolean;
  }[];
}
