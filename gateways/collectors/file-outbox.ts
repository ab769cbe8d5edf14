import type { OrderContent } from '../../contracts/collector.ts';
import { createFileGateway } from '../file-gateway.ts';
import type { Gateway } from '../port.ts';
import { orderJson } from './order-json.ts';

/** Leaves each order to the collector as a JSON file in the folder. */
export function createCollectorFileOutbox(options: { readonly folder: string }): Gateway<OrderContent> {
  return createFileGateway<OrderContent>(options.folder, {
    name: 'collector outbox',
    takes: 'order',
    extension: '.json',
    write: orderJson,
  });
}
