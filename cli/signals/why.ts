import type { Command } from 'commander';
import { preparedOf } from '../../db/signals/prepared-signals.ts';
import { findSignalSettings } from '../../db/signals/settings.ts';
import { type FeedbackRow, feedbackOf, type SignalRow, signalsOf } from '../../db/signals/signals.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import type { SignalCheck } from '../../domain/signals/check.ts';
import { type SignalAnswer, whySignal } from '../../domain/signals/why-signal.ts';
import { gatherSignal } from '../../gather/signals/gather-signals.ts';
import { type Context, tenant, withDatabase } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { dayText, money } from '../kit/format.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { oneLine } from '../kit/table.ts';
import { customerOf } from './customer-of.ts';

export function build(): Command {
  return newCommand(
    'Says why a customer is, or is not, prepared for an early or crisis signal: every condition with pass or fail, per type. Worked out anew from what is known now.',
    ['dunwell signals why C-100'],
  )
    .argument('<customer>', 'customer number')
    .action((customer: string, options: SharedOptions) =>
      withDatabase(options, (context) => show(context, customer)),
    );
}

interface Told {
  readonly signal: SignalRow;
  readonly feedback: readonly FeedbackRow[];
}

async function show(context: Context, reference: string): Promise<void> {
  const { db, sources, asOf, output } = context;
  const one = await tenant(context);
  const customer = await customerOf(context, one, reference);
  const read = await db.read(async (tx) => {
    const published = await findSignalSettings(tx, one.id);
    const told: Told[] = [];
    for (const signal of await signalsOf(tx, customer.id)) {
      told.push({ signal, feedback: await feedbackOf(tx, signal.key) });
    }
    const gathered = await gatherSignal(tx, sources, customer.id, asOf);
    return { published, told, gathered, open: await preparedOf(tx, customer.id) };
  });
  if (read.published === undefined) {
    throw new WorkFailed(`Creditor ${one.id} sends no signals: its file has no signals section.`);
  }
  const why = whySignal(read.gathered.facts, read.published.settings, one.calendar, asOf);
  const { currency } = one.row;
  if (output.isJson) {
    return output.json({
      creditor: one.id,
      customer: reference,
      arrears: { amount: formatAmount(why.arrears.amount, currency), currency },
      onTheList: read.open.map(({ type, action, state }) => ({ type, action, state })),
      verdict: why.verdict === null ? null : { ...why.verdict, replaces: why.verdict.replaces?.key ?? null },
      early: why.early,
      crisis: why.crisis,
      signals: read.told.map(({ signal, feedback }) => ({ ...signal, feedback })),
    });
  }
  await output.line(
    `Customer ${oneLine(reference)} of ${one.id}: ${money(why.arrears.amount, currency)} overdue.`,
  );
  await output.line(verdictInWords(why));
  for (const { type, action, state } of read.open) {
    await output.line(`On the list: ${type} ${action}, ${state}.`);
  }
  for (const [type, checks] of [
    ['early', why.early],
    ['crisis', why.crisis],
  ] as const) {
    await output.line();
    await showChecks(context, type, checks);
  }
  await showTold(context, read.told);
}

function verdictInWords({ verdict }: SignalAnswer): string {
  if (verdict === null) return 'Ready for no signal.';
  return `Ready: ${verdict.type} ${verdict.action}, to ${verdict.gateway}.`;
}

async function showChecks({ output }: Context, type: string, checks: readonly SignalCheck[]): Promise<void> {
  const { green, red } = output.colors;
  const table = output.table([{ title: type }, { title: 'condition' }, { title: 'what it says' }]);
  for (const { passes, code, says } of checks) {
    await table.row([{ text: passes ? 'pass' : 'FAIL', paint: passes ? green : red }, code, says]);
  }
  await table.end();
}

/** What was sent before, and what the municipality said of it. */
async function showTold({ output }: Context, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return;
  await output.line();
  const table = output.table([
    { title: 'on' },
    { title: 'signal' },
    { title: 'state' },
    { title: 'what was said' },
  ]);
  for (const { signal, feedback } of told) {
    const { sentOn, type, action, state, rejectedCode } = signal;
    await table.row([dayText(sentOn), `${type} ${action}`, state, rejectedCode ?? '']);
    for (const { onDay, code, says } of [...feedback].reverse()) {
      await table.row([formatDay(onDay), '', code ?? '', says]);
    }
  }
  await table.end();
}
