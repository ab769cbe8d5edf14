import { formatAmount } from '../../domain/kernel/money.ts';
import {
  type StartPreview,
  type StartQuery,
  startPreview,
  startPreviewFields,
  startPreviewJson,
} from '../../read/case/start-preview.ts';
import { type Context, tenant } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { printSentences } from '../kit/print-sentences.ts';

/** Shows the case that `start` would open, and what is in its way; nothing is written. */
export async function previewStart(
  context: Context,
  numbers: readonly string[],
  query: StartQuery,
): Promise<void> {
  const { output } = context;
  const preview = await startPreview(context, await tenant(context), numbers, query);
  if (output.isJson) await output.json(startPreviewJson(preview));
  else await print(context, preview);
  if (preview.obstacles.length > 0) {
    throw new WorkFailed(output.isJson ? '' : `It cannot be started.\n${preview.obstacles.join('\n')}`);
  }
}

async function print({ output }: Context, preview: StartPreview): Promise<void> {
  const { reference, currency, lineItems } = preview.prefilled;
  await printSentences(output, [`Case ${reference} would be started for ${preview.numbers.join(', ')}.`]);
  await output.rows(['field', 'value'], startPreviewFields(preview));
  await output.line();
  const table = output.table([{ title: 'item' }, { title: 'name' }, { title: 'amount', align: 'right' }]);
  for (const item of lineItems) {
    await table.row([item.uniqueId, item.name, formatAmount(item.amountIncludingTax, currency)]);
  }
  await table.end();
}
