import { readReference } from '../references/references.ts';
import { keyOf } from './key.ts';

/** How an invoice's reference is compared: in the one way that its kind is written, else without its signs. */
export function referenceKeyOf(reference: string, country: string): string {
  return keyOf(readReference(reference, country)?.normalized ?? reference);
}
