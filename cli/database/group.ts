import { entry, type GroupModule } from '../kit/command-entry.ts';

/** The database that holds the books. Each command is a file of cli/database/. */
export const group: GroupModule['group'] = {
  about:
    'The database that holds the books: the SQLite file of a data folder, or PostgreSQL for workers on many machines. Copies the one into the other, brings either up to date and checks it.',
  commands: [
    entry('migrate', 'give the books the tables of this version', () => import('./migrate.ts')),
    entry('copy', 'move the books of a data folder into PostgreSQL', () => import('./copy.ts')),
    entry('check', 'check that all follows from what was written down', () => import('./check.ts')),
    entry(
      'reset-sequences',
      'let new ids follow rows that were put in with ids of their own',
      () => import('./reset-sequences.ts'),
    ),
  ],
  examples: [
    'dunwell database copy --from ./data --to postgres://dunwell@db.example.com/dunwell',
    'dunwell database migrate --database postgres://dunwell@db.example.com/dunwell',
    'dunwell database check --data ./data',
  ],
};
