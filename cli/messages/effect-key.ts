import { gatherInvoice } from '../../gather/invoice/gather-invoice.ts';
import { type Context, tenant } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';

/** Key of the letter or order that an invoice waits for. */
export async function effectKeyOf(context: Context, number: string): Promise<string> {
  const { id } = await tenant(context);
  const { facts } = await context.db.read((tx) => gatherInvoice(tx, context.sources, id, number));
  if (facts.pendingEffect !== null) return facts.pendingEffect.key;
  throw new WorkFailed(
    `Invoice ${number} waits for no letter or order: name one with --key; \`dunwell timeline ${number}\` lists them.`,
  );
}
