import type { OrderContent, OrderDocument } from '../../contracts/collector.ts';
import type { Delivery } from '../port.ts';
import { refusal } from '../refusal.ts';

/** The bytes of a document of the order; an order whose document is gone must not leave without it. */
export async function documentBytes(
  delivery: Delivery<OrderContent>,
  { hash }: OrderDocument,
): Promise<Uint8Array> {
  const bytes = await delivery.readDocument?.(hash);
  if (bytes === undefined) {
    throw refusal(`The content of document ${hash.slice(0, 12)} of the collector order is gone.`);
  }
  return bytes;
}
