import type { RefusalCode } from '../../domain/kernel/refusal.ts';
import { eachGathered } from '../../gather/invoice/each-gathered.ts';
import type { Gathered } from '../../gather/invoice/gather-invoice.ts';
import { invoiceFilter } from '../../read/invoice/filter.ts';
import { count } from '../../read/kit/format.ts';
import { type Context, type Tenant, tenant, tenants } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { beginArray } from '../kit/print-list.ts';
import { Progress } from '../kit/progress.ts';
import { requireWorker, type Server, withServer } from '../kit/server-connection.ts';
import { decideLocally, type LocalDecision, requireSound, wireMessage } from './decide-locally.ts';
import { deliver } from './deliver.ts';
import type { Message, MessageOptions } from './message.ts';
import { sendingTo } from './sending-to.ts';

export interface ManyMessages {
  readonly message: Message;
  readonly commandId: string;
  readonly options: MessageOptions;
}

/** What was or would be done with one invoice. */
interface Outcome {
  readonly creditor: string;
  readonly number: string;
  readonly outcome: 'done' | 'would do' | 'already so' | 'refused';
  readonly says: string;
  readonly code?: RefusalCode;
}

/** Messages under way at once: enough to keep a worker busy, few enough not to flood it. */
const AT_ONCE = 10;

/**
 * Sends a message to all invoices that match. Without `--commit` it only says what it would do, by the same
 * rules, and changes nothing.
 */
export async function sendToMany(context: Context, sent: ManyMessages): Promise<void> {
  const { message, commandId, options } = sent;
  requireSound(message, wireMessage(message, options.by, commandId));
  const report = await startReport(context);
  if (options.commit !== true) {
    for await (const { gathered, decision } of decisions(context, sent)) {
      const { creditor, number } = gathered.row;
      await report.add({ creditor, number, ...planned(decision) });
    }
    return report.end(false);
  }
  await withServer(options.data, async (server) => {
    if (options.wait) await requireWorker(server, 'or leave the messages for it with --no-wait');
    let waiting: Promise<Outcome>[] = [];
    for await (const { gathered, decision } of decisions(context, sent)) {
      waiting.push(carryOut(server, gathered, decision, sent));
      if (waiting.length < AT_ONCE) continue;
      for (const outcome of await Promise.all(waiting)) await report.add(outcome);
      waiting = [];
    }
    for (const outcome of await Promise.all(waiting)) await report.add(outcome);
  });
  await report.end(true);
}

async function* decisions(
  context: Context,
  { message, commandId, options }: ManyMessages,
): AsyncGenerator<{ gathered: Gathered; decision: LocalDecision }> {
  for (const one of await creditorsFor(context, message)) {
    const chosen = await context.db.read((tx) => invoiceFilter(tx, one, options));
    const filter = { stages: message.form.stages, ...chosen };
    for await (const gathered of eachGathered(context.db, context.sources, filter)) {
      const wire = wireMessage(message, options.by, `${commandId}/${gathered.row.number}`);
      yield { gathered, decision: decideLocally(gathered, message, wire, context.asOf) };
    }
  }
}

async function creditorsFor(
  context: Context,
  { form: { everyCreditor } }: Message,
): Promise<readonly Tenant[]> {
  return everyCreditor === true ? tenants(context) : [await tenant(context)];
}

function planned({ ok, changes, says, code }: LocalDecision): Omit<Outcome, 'creditor' | 'number'> {
  const outcome = ok ? (changes ? 'would do' : 'already so') : 'refused';
  return { outcome, says, ...(code === undefined ? {} : { code }) };
}

/** What the rules refuse is not even sent; for the rest, the worker has the last word. */
async function carryOut(
  server: Server,
  { row }: Gathered,
  decision: LocalDecision,
  { message, commandId, options }: ManyMessages,
): Promise<Outcome> {
  const { number, creditor } = row;
  if (!decision.ok) return { creditor, number, ...planned(decision) };
  const wire = wireMessage(message, options.by, `${commandId}/${number}`);
  const { ok, says, code } = await deliver(
    server,
    sendingTo(server, { creditor, number }, message, wire),
    options,
  );
  const outcome = ok ? 'done' : 'refused';
  return { creditor, number, outcome, says, ...(code === undefined ? {} : { code }) };
}

async function startReport({ output }: Context) {
  const counts = { done: 0, 'would do': 0, 'already so': 0, refused: 0 };
  const progress = new Progress('invoices');
  const table = output.table([
    { title: 'creditor' },
    { title: 'invoice' },
    { title: 'outcome' },
    { title: 'what it says' },
  ]);
  const array = output.isJson ? await beginArray(output) : undefined;
  let written = 0;
  return {
    async add(outcome: Outcome): Promise<void> {
      counts[outcome.outcome] += 1;
      progress.step();
      if (array !== undefined) await array.add(outcome);
      else await table.row([outcome.creditor, outcome.number, outcome.outcome, outcome.says]);
      written += 1;
    },
    async end(committed: boolean): Promise<void> {
      progress.end();
      if (array !== undefined) await array.end();
      else if (written > 0) await table.end();
      if (written === 0) return output.note('No invoice matches.');
      const already = counts['already so'] > 0 ? `, ${counts['already so']} already so` : '';
      if (!committed) {
        output.note(
          `${count(counts['would do'], 'invoice')} would be changed${already}, ${counts.refused} refused. Nothing was done: add --commit to do it.`,
        );
        return;
      }
      output.note(`${counts.done} done, ${counts.refused} refused.`);
      if (counts.refused > 0) throw new WorkFailed();
    },
  };
}
