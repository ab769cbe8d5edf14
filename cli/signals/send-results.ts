import { setTimeout as sleep } from 'node:timers/promises';
import { SendOutcome, type SendSignalsInput } from '../../contracts/signals.ts';
import { eachRow, type Page } from '../../db/pages.ts';
import { findSend, type ListedResult, outcomesOf, resultsOf } from '../../db/signals/sends.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { count, momentText } from '../../read/kit/format.ts';
import type { Context, Tenant } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { printRows } from '../kit/print-list.ts';
import { Progress } from '../kit/progress.ts';
import type { SendOptions } from './send-options.ts';

const POLL_MS = 200;
const PAGE = 200;

/** Waits until every customer of a send was tried and shows what became of each. */
export async function followSend(
  context: Context,
  one: Tenant,
  { sendId }: SendSignalsInput,
  options: SendOptions,
): Promise<void> {
  const { output } = context;
  if (!options.wait) {
    const says = `Started as send ${sendId}.`;
    return output.isJson ? output.json({ sendId, says }) : output.line(says);
  }
  const isDone = await untilTried(context, sendId, options.timeout);
  const counts = await report(context, one, sendId, isDone);
  if (!isDone)
    throw new WorkFailed(
      output.isJson ? '' : `The send ${sendId} goes on: its workflow shows how far it is.`,
    );
  const needsPerson = [SendOutcome.REJECTED, SendOutcome.FAILED, SendOutcome.UNCERTAIN];
  if (needsPerson.some((outcome) => (counts[outcome] ?? 0) > 0)) throw new WorkFailed();
}

/** True once every customer was tried; those whose gateway is away are tried again by the workflow. */
async function untilTried({ db }: Context, sendId: string, timeout: number): Promise<boolean> {
  const deadline = Date.now() + timeout * 1000;
  const progress = new Progress('sending');
  try {
    for (;;) {
      const { send, tried } = await db.read(async (tx) => ({
        send: await findSend(tx, sendId),
        tried: (await outcomesOf(tx, sendId)).reduce((sum, outcome) => sum + outcome.count, 0),
      }));
      progress.to(tried);
      if (send !== undefined && (send.finishedAt !== null || tried >= send.total)) return true;
      if (Date.now() > deadline) return false;
      await sleep(POLL_MS);
    }
  } finally {
    progress.end();
  }
}

async function report(
  context: Context,
  one: Tenant,
  sendId: string,
  isDone: boolean,
): Promise<Readonly<Record<string, number>>> {
  const { output } = context;
  const { currency } = one.row;
  const counts: Record<string, number> = {};
  async function* counted(): AsyncGenerator<ListedResult> {
    const read = (page: Page) => context.db.read((tx) => resultsOf(tx, sendId, page));
    for await (const result of eachRow({ limit: PAGE }, read)) {
      counts[result.outcome] = (counts[result.outcome] ?? 0) + 1;
      yield result;
    }
  }
  const written = await printRows(output, counted(), {
    before: `{ "sendId": ${JSON.stringify(sendId)}, "results": `,
    json: ({ customer, type, action, amount, outcome, says, nextAttemptAt: next }) => ({
      ...{ customer, type, action, amount: formatAmount(amount, currency), currency, outcome, says },
      nextAttemptAt: next === null ? null : new Date(next).toISOString(),
    }),
    behind: () => `, "counts": ${JSON.stringify(counts)}, "isDone": ${isDone} }`,
    columns: [
      { title: 'customer' },
      { title: 'type' },
      { title: 'action' },
      { title: 'amount', align: 'right' },
      { title: 'outcome' },
      { title: 'what was said' },
    ],
    cells: ({ customer, type, action, amount, outcome, says, nextAttemptAt: next }) => {
      const again = next === null ? [] : [`It is tried again at ${momentText(next, one.calendar)}.`];
      const said = [says.join('; '), ...again].join(' ');
      return [customer, type, action, formatAmount(amount, currency), outcome, said];
    },
  });
  if (output.isJson) return counts;
  const said = Object.entries(counts).map(([outcome, n]) => `${n} ${outcome}`);
  output.note(
    said.length === 0 ? 'Nothing prepared matched.' : `${count(written, 'customer')}: ${said.join(', ')}.`,
  );
  return counts;
}
