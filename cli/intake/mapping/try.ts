import { Command } from 'commander';
import { currencyProblem } from '../../../config/currency.ts';
import { type GuessKind, guessMapping } from '../../../files/guess/guess.ts';
import { readMapping as readMappingText } from '../../../files/load-mapping.ts';
import type { Mapping } from '../../../files/mapping.ts';
import { count } from '../../../read/kit/format.ts';
import { now } from '../../kit/clock.ts';
import { WorkFailed, WrongUse } from '../../kit/failures.ts';
import { withExamples, wordOption } from '../../kit/options.ts';
import { Output } from '../../kit/output.ts';
import { requireFile, requireOut } from '../../kit/require-file.ts';
import { writeResult } from '../../kit/write-result.ts';
import { readMapping } from '../read-mapping.ts';
import { type Preview, preview } from './preview.ts';

interface Options {
  readonly kind?: GuessKind;
  readonly mapping?: string;
  readonly out?: string;
  readonly currency: string;
  readonly json?: boolean;
}

const KINDS: readonly GuessKind[] = ['invoices', 'payments', 'customers'];

export function build(): Command {
  const command = new Command()
    .description(
      'Guesses how a file of another program is to be read: encoding, separator, header, columns, dates, amounts and signs. Shows ten rows as they would be taken and what is unclear, and writes the mapping. With --mapping it tries that one. Takes nothing in, and needs no database.',
    )
    .argument('<file>', 'CSV file of another program')
    .option('--kind <kind>', `${KINDS.join(', ')}; guessed when not given`, wordOption(KINDS))
    .option('--mapping <file>', 'try this mapping instead of guessing one')
    .option('--out <file>', 'write the guessed mapping there; - for standard output, and nothing else to it')
    .option('--currency <code>', 'the currency of rows that name none', 'EUR')
    .option('--json', 'write the result as JSON')
    .action(run);
  return withExamples(command, [
    'dunwell mapping try export.csv',
    'dunwell mapping try export.csv --kind payments --out bank.mapping.yaml',
    'dunwell mapping try export.csv --mapping bank.mapping.yaml',
  ]);
}

/** A mapping to try, and what is not sure about it. */
interface Tried {
  readonly kind: GuessKind;
  readonly mapping: Mapping;
  /** Null when it was given. */
  readonly yaml: string | null;
  readonly unclear: readonly string[];
  /** Why it cannot be followed yet. */
  readonly unfinished: string | null;
}

async function run(file: string, options: Options): Promise<void> {
  const output = new Output(options.json === true);
  requireFile(file);
  requireOut(options.out);
  const reason = currencyProblem(options.currency);
  if (reason !== undefined) throw new WrongUse(`--currency ${options.currency} ${reason}.`);
  const tried = options.mapping === undefined ? await guessed(file, options) : await given(options);
  const seen =
    tried.unfinished === null ? await preview(file, tried.kind, tried.mapping, options.currency) : undefined;
  if (tried.yaml !== null && options.out !== undefined) await write(tried.yaml, options.out);
  if (options.out === '-') tell(output, file, tried, seen);
  else if (output.isJson) await output.json(asJson(file, tried, seen));
  else await show(output, file, tried, seen, options.out);
  if (tried.unfinished !== null) throw new WorkFailed(tried.unfinished);
  if (seen?.isRefused === true) throw new WorkFailed(`${file} cannot be read like this.`);
}

async function guessed(file: string, { kind }: Options): Promise<Tried> {
  const year = new Date(now()).getUTCFullYear();
  const guess = await guessMapping(file, { kind, year });
  if (!guess.ok) throw new WorkFailed(`${file} ${guess.reason}.`);
  const { yaml, unclear } = guess;
  const read = readMappingText(yaml);
  const unfinished = read.ok ? null : 'The guess is not finished: fill in what is unclear, and try it.';
  return { kind: guess.kind, mapping: read.ok ? read.mapping : {}, yaml, unclear, unfinished };
}

async function given({ mapping: path, kind, out }: Options): Promise<Tried> {
  if (out !== undefined) throw new WrongUse('--out is for a guessed mapping; this one is written already.');
  const mapping = (await readMapping(path)) ?? {};
  const has = KINDS.filter((one) => mapping[one] !== undefined);
  const one = kind ?? (has.length === 1 ? has[0] : undefined);
  if (one !== undefined) return { kind: one, mapping, yaml: null, unclear: [], unfinished: null };
  if (has.length === 0) throw new WorkFailed(`${path} has no section ${KINDS.join(', ')}.`);
  throw new WrongUse(`${path} has sections ${has.join(' and ')}: say which with --kind.`);
}

async function write(yaml: string, out: string): Promise<void> {
  await writeResult(out, out, async (stream) => {
    stream.end(yaml);
  });
}

async function show(
  output: Output,
  file: string,
  tried: Tried,
  seen: Preview | undefined,
  out: string | undefined,
): Promise<void> {
  if (seen !== undefined && seen.rows.length > 0) {
    const fields = [...new Set(seen.rows.flatMap((row) => Object.keys(row.fields)))];
    const titles = ['line', 'is', ...fields];
    const table = output.table(
      titles.map((title) => (title === 'amount' ? { title, align: 'right' as const } : { title })),
    );
    for (const { line, is, fields: cells } of seen.rows) {
      await table.row([String(line), is, ...fields.map((field) => cells[field] ?? '')]);
    }
    await table.end();
  }
  tell(output, file, tried, seen);
  if (tried.yaml === null) return;
  if (out === undefined) {
    await output.line(`\n${tried.yaml.trimEnd()}`);
    output.note('\nWrite it to a file with --out, look at it, and try it with --mapping.');
  } else output.note(`Wrote ${out}: look at it, and try it with --mapping ${out}.`);
}

function tell(output: Output, file: string, { kind, unclear }: Tried, seen: Preview | undefined): void {
  if (seen !== undefined) {
    for (const problem of seen.problems) output.warn(problem);
    if (seen.moreProblems > 0) output.warn(`… and ${seen.moreProblems} more.`);
    output.note(`${file}: ${kind}; ${count(seen.good, 'row')} would be taken, ${seen.refused} refused.`);
  }
  for (const text of unclear) output.note(`Unclear: ${text}.`);
}

function asJson(file: string, tried: Tried, seen: Preview | undefined): object {
  const { kind, yaml, unclear } = tried;
  const { rows = [], good = 0, refused = 0, problems = [], moreProblems = 0 } = seen ?? {};
  return { file, kind, mapping: yaml, unclear, good, refused, rows, problems, moreProblems };
}
