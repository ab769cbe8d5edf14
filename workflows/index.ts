export { bulkOperation } from './bulk-operation.ts';
export { canary } from './canary.ts';
export { debtCollectionCase as case } from './case/case.ts';
export { intake } from './intake.ts';
export { invoice } from './invoice/invoice.ts';
export { openCase } from './open-case.ts';
export { reconcile } from './reconcile.ts';
