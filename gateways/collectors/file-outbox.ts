import type { OrderContent } from '../../contracts/collector.ts';
import { createFileGateway } from '../file-gateway.ts';
import { orderJson } from './order-json.ts';
import type { Collector } from './port.ts';

/** Leaves each order to the collector as a JSON file in the folder. */
export function createCollectorFileOutbox(options: { readonly folder: string }): Collector {
  const gateway = createFileGateway<OrderContent>(options.folder, {
    name: 'collector outbox',
    takes: 'order',
    extension: '.json',
    write: orderJson,
  });
  return { ...gateway, ask: async () => null };
}
