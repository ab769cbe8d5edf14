import { expect, it, vi } from 'vitest';
import { ExitCode } from '../../../cli/kit/failures.ts';
import { tellFailure } from '../../../cli/kit/tell-failure.ts';
import { DatabaseError, OutcomeUnknown, PassingTrouble } from '../../../db/errors.ts';

const AGAIN = 'This command ended before its work was done: run it again.\n';

it.each([
  ['what passes by itself is not tried again by a command', PassingTrouble, `It is tried again. ${AGAIN}`],
  ['what nobody knows the outcome of says by itself what to do', OutcomeUnknown, 'It is tried again.\n'],
  ['what stays says what to do', DatabaseError, 'It is tried again.\n'],
])('%s', (_, Kind, said) => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const code = tellFailure(new Kind('books on db.example:5432', 'It is tried again.'));
  const written = write.mock.calls.map(([text]) => text).join('');
  write.mockRestore();
  expect(written).toBe(said);
  expect(code).toBe(ExitCode.FAILED);
});
