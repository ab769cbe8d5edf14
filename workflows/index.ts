export { bulkOperation } from './bulk-operation.ts';
export { canary } from './canary.ts';
export { intake } from './intake.ts';
export { invoice } from './invoice/invoice.ts';
export { reconcile } from './reconcile.ts';
