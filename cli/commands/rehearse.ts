import { Command, Option } from 'commander';
import type { Creditor } from '../../domain/policy.ts';
import { type RehearsalResult, rehearse } from '../../rehearsal/rehearse.ts';
import { installRuntime } from '../../worker/runtime.ts';
import { now } from '../clock.ts';
import { WorkFailed } from '../failures.ts';
import { defaultDataFolder, withExamples } from '../options.ts';
import { Output } from '../output.ts';
import { createProgressBar } from '../progress-bar.ts';
import { rehearsalTable } from '../rehearsal-table.ts';
import { readCreditorFile } from '../start/publish.ts';
import { mappingFrom } from '../start/take-ledger.ts';
import { listenForStop } from '../stop-signal.ts';

interface Options {
  readonly creditor: string;
  readonly payments?: string;
  readonly customers?: string;
  readonly mapping?: string;
  readonly approve: 'none' | 'all';
  readonly out?: string;
  readonly strict?: boolean;
  readonly data: string;
  readonly json?: boolean;
}

export function build(): Command {
  const command = new Command()
    .description('Carry a ledger through the real workflows to its end. Nothing is sent.')
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
    .option('--out <file>', 'where the lines go; standard output when not given')
    .option('--strict', 'take nothing when a row is bad')
    .option('--data <folder>', 'where the scratch files lie; DUNWELL_DATA when set', defaultDataFolder())
    .option('--json', 'write the final table as JSON to standard error')
    .action(run);
  return withExamples(command, [
    'dunwell rehearse invoices.csv --creditor acme.creditor.yaml --out lines.jsonl',
    'dunwell rehearse ledger.csv --mapping ledger.mapping.yaml --creditor acme.creditor.yaml --approve all --out lines.jsonl',
  ]);
}

async function run(invoices: string, options: Options): Promise<void> {
  installRuntime((line) => process.stderr.write(`${line}\n`));
  const { creditor, hash, source } = await readCreditorFile(options.creditor);
  const mapping = options.mapping === undefined ? undefined : await mappingFrom(options.mapping);
  const progress = createProgressBar();
  const stop = listenForStop(() => process.stderr.write('\nStopping; the same call goes on from here.\n'));
  process.stderr.write(LEFT_OUT);
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
      out: options.out,
      strict: options.strict === true,
      dataFolder: options.data,
      asOf: now(),
      onProgress: (phase, done, total) => progress.show(phase, done, total),
      onMessage: (text) => process.stderr.write(`${text}\n`),
      isCancelled: stop.isRequested,
    });
    progress.stop();
    await tell(result, creditor, options);
  } finally {
    progress.stop();
    stop.dispose();
  }
}

const LEFT_OUT =
  'Rehearsal: nothing is sent. Left out: ledger freshness and unmatched credit, which need a clock common to all invoices.\n';

async function tell(result: RehearsalResult, creditor: Creditor, options: Options): Promise<void> {
  for (const problem of result.problems) process.stderr.write(`${problem.text}\n`);
  const bad = result.problems.filter((problem) => problem.isBad).length;
  if (result.summary === null) {
    if (options.strict === true && bad > 0)
      throw new WorkFailed(`${bad} bad rows: with --strict nothing is rehearsed.`);
    throw new WorkFailed('The rehearsal was stopped before its end: run the same call to go on.');
  }
  if (bad > 0) process.stderr.write(`${bad} bad rows were left out.\n`);
  if (options.json === true) process.stderr.write(`${JSON.stringify(result.summary)}\n`);
  else process.stderr.write(rehearsalTable(result.summary, creditor.currency, new Output(false)));
}
