import type { BulkInput } from '../../contracts/background.ts';
import { findBulk } from '../../db/bulk/bulk.ts';
import { count } from '../../read/kit/format.ts';
import type { Context } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import type { Server } from '../kit/server-connection.ts';
import { isTimeout } from './deliver.ts';
import type { MessageOptions } from './message.ts';

/** Waits for a bulk operation that was started and prints what came of it; a refusal fails. */
export async function bulkAnswer(
  { db, output }: Context,
  { client, service }: Server,
  input: BulkInput,
  options: Pick<MessageOptions, 'wait' | 'timeout'>,
): Promise<void> {
  const { operationId } = input;
  if (!options.wait) {
    const says = `Started as bulk operation ${operationId}.`;
    return output.isJson ? output.json({ operationId, says }) : output.line(says);
  }
  try {
    const deadline = Date.now() + options.timeout * 1000;
    const done = await service.withDeadline(deadline, () => client.bulkResult(input));
    const row = await db.read((tx) => findBulk(tx, operationId));
    const { says, woken, refused, refusals } = done;
    const wasRefused = (row?.result as { refused?: boolean } | null)?.refused === true;
    if (output.isJson) {
      await output.json({ operationId, ok: !wasRefused && refused === 0, says, woken, refused, refusals });
    }
    if (wasRefused) throw new WorkFailed(output.isJson ? '' : says);
    if (!output.isJson) await output.line(`${says} ${count(woken, 'invoice')} decided again.`);
    for (const { number, because } of refusals) output.warn(`${number} stays as it is: ${because}`);
    if (refused > refusals.length) output.warn(`… and ${refused - refusals.length} more.`);
    if (refused > 0) throw new WorkFailed();
  } catch (error) {
    if (!isTimeout(error)) throw error;
    throw new WorkFailed(
      `The bulk operation ${operationId} goes on, but was not done within ${options.timeout} s: its workflow shows how far it is.`,
    );
  }
}
