import { Command } from 'commander';
import { resetSequencesOf } from '../../db/reset-sequences.ts';
import { count } from '../../read/kit/format.ts';
import { DATABASE_VARIABLE, withDatabaseOption } from '../kit/database-option.ts';
import { WrongUse } from '../kit/failures.ts';
import { withExamples } from '../kit/options.ts';
import { Output } from '../kit/output.ts';

interface Options {
  readonly database?: string;
  readonly json?: boolean;
}

export function build(): Command {
  const command = new Command().description(
    'Lets PostgreSQL give new ids behind the highest of each table. Needed once rows were put in by hand or by another program with ids of their own; copying does it by itself, and SQLite needs none. No id is given out twice.',
  );
  return withDatabaseOption(
    withExamples(command, [
      'dunwell database reset-sequences --database postgres://dunwell@db.example.com/dunwell',
    ]),
  )
    .option('--json', 'write the result as JSON')
    .action(reset);
}

async function reset({ database, json = false }: Options): Promise<void> {
  if (database === undefined) {
    throw new WrongUse(
      `Name a PostgreSQL database with --database or ${DATABASE_VARIABLE}: SQLite needs this not.`,
    );
  }
  const output = new Output(json);
  const { place, moved } = await resetSequencesOf(database);
  if (output.isJson) return output.json({ database: place, sequences: moved });
  if (moved.length === 0) return output.line(`${place}: every sequence stands behind its table already.`);
  await output.rows(
    ['table', 'was at', 'now at'],
    moved.map(({ table, from, to }) => [table, String(from), String(to)]),
  );
  output.note(`${count(moved.length, 'sequence')} moved on.`);
}
