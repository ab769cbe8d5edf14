import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { preparedFolder } from '../prepared-folder.ts';

const prepared = preparedFolder();
const WRITING = /^(ok|FAIL)\twriting to the database\t(.*)$/m;

it('doctor tells of a database that another program holds, which looking alone does not show', async () => {
  expect((await prepared.run('doctor')).out).toMatch(/^ok\twriting to the database\t/m);
  const other = new Sqlite(prepared.db.place);
  onTestFinished(() => void other.close());
  other.exec('BEGIN IMMEDIATE');
  const { out } = await prepared.run('doctor');
  expect(out.match(WRITING)?.slice(1)).toEqual([
    'FAIL',
    expect.stringMatching(
      /^Another program holds .*dunwell\.db: nothing can be written, .*\tstop what holds it/,
    ),
  ]);
  other.exec('ROLLBACK');
  expect((await prepared.run('doctor')).out).toMatch(/^ok\twriting to the database\t/m);
});
