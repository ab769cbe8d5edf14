import { CustomerKind } from '../kernel/customer-kind.ts';

/** Whom a sentence about the law speaks of. */
export const WHOM: Readonly<Record<CustomerKind, string>> = {
  [CustomerKind.consumer]: 'consumers',
  [CustomerKind.business]: 'businesses',
};
