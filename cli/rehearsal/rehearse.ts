import { Command, Option } from 'commander';
import { createCalendar } from '../../calendar/calendar.ts';
import { lawOfCharges } from '../../config/charges/law.ts';
import { formatProblem } from '../../config/problem.ts';
import type { Creditor } from '../../domain/invoice/policy.ts';
import { loadScript } from '../../files/script.ts';
import { namelessInWords } from '../../gather/intake/nameless-bookings.ts';
import { type RehearsalResult, rehearse } from '../../rehearsal/rehearse.ts';
import { SameRehearsal } from '../../rehearsal/scratch.ts';
import type { Script } from '../../rehearsal/script.ts';
import { ServerFailed } from '../../rehearsal/trouble.ts';
import { installRuntime } from '../../worker/runtime.ts';
import { now } from '../kit/clock.ts';
import { WorkFailed, WrongUse } from '../kit/failures.ts';
import { defaultDataFolder, withExamples } from '../kit/options.ts';
import { Output } from '../kit/output.ts';
import { createProgressBar, NO_PROGRESS } from '../kit/progress-bar.ts';
import { requireFile, requireOut } from '../kit/require-file.ts';
import { listenForStop } from '../kit/stop-signal.ts';
import { readCollectorsFile } from '../start/collectors.ts';
import { inWords, readCreditorFile } from '../start/publish.ts';
import { mappingFrom } from '../start/take-ledger.ts';
import { rehearsalTable } from './table.ts';

interface Options {
  readonly creditor: string;
  readonly payments?: string;
  readonly customers?: string;
  readonly mapping?: string;
  readonly approve: 'none' | 'all';
  readonly script?: string;
  readonly collectors?: string;
  readonly out?: string;
  readonly strict?: boolean;
  readonly data: string;
  readonly json?: boolean;
}

export function build(): Command {
  const command = new Command()
    .description(
      'Carry a ledger through the real workflows to its end. Nothing is sent, and no books are opened: it works in a SQLite file of its own, whatever DUNWELL_DATABASE says.',
    )
    .argument('<invoices.csv>', 'the ledger')
    .requiredOption('--creditor <file>', 'creditor file with the policy to try')
    .option('--payments <file>', 'payments, credits and reversals')
    .option('--customers <file>', 'customers')
    .option('--mapping <file>', 'how the columns of the files are named and written')
    .addOption(
      new Option('--approve <whom>', 'which claims of mode 30 are approved')
        .choices(['none', 'all'])
        .default('none'),
    )
    .option('--script <file>', 'dated events of operator and collector; cases are then followed to their end')
    .option('--collectors <file>', 'collector configurations for --script; the built-in one when not given')
    .option('--out <file>', 'where the lines go; standard output when not given')
    .option(
      '--strict',
      'take nothing when a row is bad or a booking names no invoice of the ledger; fail when an event of the script is refused',
    )
    .option('--data <folder>', 'where the scratch files lie; DUNWELL_DATA when set', defaultDataFolder())
    .option('--json', 'write the final table as JSON to standard error, and nothing else there')
    .action(run);
  return withExamples(command, [
    'dunwell rehearse invoices.csv --creditor acme.creditor.yaml --out lines.jsonl',
    'dunwell rehearse ledger.csv --mapping ledger.mapping.yaml --creditor acme.creditor.yaml --approve all --out lines.jsonl',
    'dunwell rehearse invoices.csv --creditor acme.creditor.yaml --script script.yaml --collectors collectors.yaml --out lines.jsonl',
  ]);
}

async function run(invoices: string, options: Options): Promise<void> {
  // With --json standard error holds one JSON value and nothing else.
  const isJson = options.json === true;
  const say = (text: string) => (isJson ? undefined : process.stderr.write(`${text}\n`));
  installRuntime(say);
  for (const file of [invoices, options.payments, options.customers]) requireFile(file);
  requireOut(options.out);
  const { creditor, hash, source } = await readCreditorFile(options.creditor);
  const law = lawOfCharges(creditor, createCalendar(creditor).dayOf(now()));
  if (law.refused.length > 0) throw new WorkFailed(law.refused.map(inWords).join('\n'));
  const mapping = options.mapping === undefined ? undefined : await mappingFrom(options.mapping);
  const script = options.script === undefined ? undefined : await scriptFrom(options.script, creditor);
  const collectors =
    options.collectors === undefined ? undefined : await readCollectorsFile(options.collectors);
  if (collectors !== undefined && script === undefined) {
    throw new WrongUse('--collectors is for --script: without one, cases are not followed.');
  }
  const progress = isJson ? NO_PROGRESS : createProgressBar();
  const stop = listenForStop(() => say('\nStopping; the same call goes on from here.'));
  say(LEFT_OUT);
  for (const note of law.notes) say(inWords(note));
  try {
    const result = await rehearse({
      creditor,
      policyHash: hash,
      identity: [source, mapping?.source ?? ''],
      invoices,
      payments: options.payments,
      customers: options.customers,
      mapping: mapping?.mapping,
      approve: options.approve,
      script,
      collectors,
      out: options.out,
      strict: options.strict === true,
      dataFolder: options.data,
      asOf: now(),
      onProgress: (phase, done, total) => progress.show(phase, done, total),
      onMessage: say,
      isCancelled: stop.isRequested,
    });
    progress.stop();
    if (isJson) tellInJson(result, options);
    else tell(result, creditor, options);
  } catch (error) {
    const isInWords = error instanceof ServerFailed || error instanceof SameRehearsal;
    throw isInWords ? new WorkFailed(error.message, error) : error;
  } finally {
    progress.stop();
    stop.dispose();
  }
}

async function scriptFrom(file: string, creditor: Creditor): Promise<Script> {
  const loaded = await loadScript(file, creditor.currency);
  if (loaded.ok) return { file, ...loaded };
  throw new WorkFailed(loaded.problems.map((problem) => formatProblem(file, problem)).join('\n'));
}

const LEFT_OUT =
  'Rehearsal: nothing is sent. Left out: ledger freshness and unmatched credit, which need a clock common to all invoices.';

function tell(result: RehearsalResult, creditor: Creditor, options: Options): void {
  for (const problem of result.problems) process.stderr.write(`${problem.text}\n`);
  for (const line of namelessInWords(result.nameless)) process.stderr.write(`${line}\n`);
  const bad = result.problems.filter((problem) => problem.isBad).length;
  if (result.summary === null) throw new WorkFailed(whyNot(result, options) ?? '');
  if (bad > 0) process.stderr.write(`${bad} bad rows were left out.\n`);
  for (const { text } of result.unheard) process.stderr.write(`${text}\n`);
  process.stderr.write(rehearsalTable(result.summary, creditor.currency, new Output(false)));
  const failed = whyNot(result, options);
  if (failed !== null) throw new WorkFailed(failed);
}

/** The same as one JSON value; without the table where there is none. */
function tellInJson(result: RehearsalResult, options: Options): void {
  const failed = whyNot(result, options);
  const { summary, problems, nameless, unheard } = result;
  const told = {
    ...summary,
    problems: problems.map(({ file, line, text, isBad }) => ({ file, line, says: text, isBad })),
    nameless,
    unheard: unheard.map(({ text }) => text),
    ...(failed === null ? {} : { failed }),
  };
  process.stderr.write(`${JSON.stringify(told)}\n`);
  if (failed !== null) throw new WorkFailed();
}

/** Why the call has failed, in one sentence; null when it did what it was asked. */
function whyNot(
  { summary, problems, nameless, unheard }: RehearsalResult,
  { strict }: Options,
): string | null {
  const bad = problems.filter((problem) => problem.isBad).length;
  if (summary === null && strict === true && bad > 0) {
    return `${bad} bad rows: with --strict nothing is rehearsed.`;
  }
  if (summary === null && strict === true && nameless.count > 0) {
    const name = nameless.count === 1 ? 'booking names' : 'bookings name';
    return `${nameless.count} ${name} no invoice of this ledger: with --strict nothing is rehearsed.`;
  }
  if (summary === null) return 'The rehearsal was stopped before its end: run the same call to go on.';
  if (unheard.length === 0 || strict !== true) return null;
  return `${unheard.length} ${unheard.length === 1 ? 'event' : 'events'} of the script came to nothing; the lines are written all the same.`;
}
