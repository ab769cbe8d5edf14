import type { CollectorSettings } from '../domain/case/configuration.ts';
import type { InstructionAbout } from '../domain/case/instruction.ts';
import type { CaseEnvironment, CaseSource } from '../domain/case/state.ts';
import type { Day } from '../domain/kernel/day.ts';
import type { OpenComponents, Recipient } from './claim.ts';

export type { CollectorReport } from '../domain/case/report.ts';

/** The collector that an order goes to, frozen as it was chosen. Secrets are references. */
export interface CollectorTarget {
  readonly configuration: string;
  readonly version: number;
  readonly settings: CollectorSettings;
  readonly environment: CaseEnvironment;
}

/** One item that the debtor owes for. Amounts are minor units of the case's currency, tax included. */
export interface LineItem {
  readonly uniqueId: string;
  readonly name: string;
  /** Decimal as received, such as `1` or `0.5`. */
  readonly quantity: string;
  readonly amountIncludingTax: number;
  readonly type: 'SHIPPING' | 'DISCOUNT' | 'FEE' | 'PRODUCT' | 'TIP';
  readonly sku?: string;
  readonly shippingRequired?: boolean;
}

/** Who the case is against, as the creditor's contract has it. */
export interface BillingAddress {
  readonly givenName?: string;
  readonly familyName?: string;
  readonly organizationName?: string;
  readonly street?: string;
  readonly postcode?: string;
  readonly city?: string;
  /** ISO 3166 alpha-2. */
  readonly country?: string;
  readonly postalState?: string;
  readonly gender?: 'MALE' | 'FEMALE';
  readonly dateOfBirth?: Day;
  readonly emailAddress?: string;
  readonly phoneNumber?: string;
  readonly mobilePhoneNumber?: string;
  readonly salutation?: string;
  readonly salesTaxNumber?: string;
  readonly commercialRegisterNumber?: string;
  readonly socialSecurityNumber?: string;
}

/** A document that goes with the order; its content is looked up by its hash. */
export interface OrderDocument {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
}

/** An order to a collector: the claim of one case. */
export interface OrderContent {
  readonly kind: 'order';
  readonly target: CollectorTarget;
  readonly creditor: { readonly id: string; readonly name: string; readonly country: string };
  readonly debtor: Recipient & {
    readonly kind: string | null;
    readonly registerNumber: string | null;
    readonly phone: string | null;
    readonly language: string;
    readonly address: BillingAddress;
  };
  readonly case: {
    readonly reference: string;
    readonly externalId: string;
    readonly source: CaseSource;
    readonly contractDate: Day;
    readonly dueOn: Day;
    readonly currency: string;
    /** Minor units. */
    readonly amount: number;
  };
  readonly lineItems: readonly LineItem[];
  readonly invoices: readonly {
    readonly number: string;
    readonly reference: string | null;
    readonly issuedOn: Day;
    readonly dueOn: Day | null;
    readonly noticeDeliveredOn: Day | null;
    readonly noticeDueOn: Day | null;
    readonly currency: string;
    readonly open: OpenComponents;
  }[];
  readonly documents: readonly OrderDocument[];
  readonly on: Day;
}

/** A later instruction about an order it has. */
export interface InstructionContent {
  readonly kind: 'instruction';
  readonly target: CollectorTarget;
  readonly creditor: { readonly id: string };
  /** Key of the order that it is about. */
  readonly order: string;
  readonly case: { readonly reference: string; readonly externalId: string; readonly currency: string };
  readonly on: Day;
  readonly about: InstructionAbout;
}
