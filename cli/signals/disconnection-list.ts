import { eachRow } from '../../db/pages.ts';
import { PAGE } from '../../read/kit/pages.ts';
import {
  DISCONNECTION_COLUMNS,
  type DisconnectionQuery,
  disconnectionJson,
  disconnectionPage,
  disconnectionsOf,
  isAskedFor,
  type ListedDisconnection,
} from '../../read/signals/disconnections.ts';
import type { Context, Tenant } from '../kit/context.ts';
import { printList } from '../kit/print-list.ts';

/** Planned disconnections and evictions with their stops: of one customer, ended ones too, or all that are open. */
export async function showDisconnections(
  context: Context,
  one: Tenant,
  reference: string | undefined,
  query: DisconnectionQuery,
): Promise<void> {
  const { output } = context;
  const plans = asked(eachPlan(context, one, reference), query);
  const columns = Object.entries(DISCONNECTION_COLUMNS);
  const written = await printList(output, columns, plans, { json: disconnectionJson });
  if (!output.isJson && written === 0) output.note('No disconnection or eviction is planned.');
}

async function* eachPlan(context: Context, one: Tenant, reference: string | undefined) {
  if (reference !== undefined) yield* await disconnectionsOf(context, one, reference);
  else yield* eachRow({ limit: PAGE }, (page) => disconnectionPage(context, one, page));
}

async function* asked(plans: AsyncIterable<ListedDisconnection>, query: DisconnectionQuery) {
  for await (const plan of plans) if (isAskedFor(plan, query)) yield plan;
}
