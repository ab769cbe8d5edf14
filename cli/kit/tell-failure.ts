import { DatabaseError, OutcomeUnknown, PassingTrouble } from '../../db/errors.ts';
import { NotInDatabase } from '../../gather/not-in-database.ts';
import { WrongQuery } from '../../read/kit/wrong-query.ts';
import { ExitCode, WorkFailed, WrongUse } from './failures.ts';
import { optionName } from './query-options.ts';

const GRPC_UNAVAILABLE = 14;
const GRPC_DEADLINE = 4;

/** Prints what went wrong, in words, and returns the exit code that says so. */
export function tellFailure(error: unknown): ExitCode {
  if (error instanceof WrongUse) {
    process.stderr.write(`${error.message}\n`);
    return ExitCode.WRONG_USE;
  }
  if (error instanceof WrongQuery) {
    process.stderr.write(`${error.says(optionName)}\n`);
    return ExitCode.WRONG_USE;
  }
  process.stderr.write(inWords(error));
  return ExitCode.FAILED;
}

function inWords(error: unknown): string {
  if (error instanceof WorkFailed) return error.message === '' ? '' : `${error.message}\n`;
  if (error instanceof PassingTrouble && !(error instanceof OutcomeUnknown)) {
    // What workers do is tried again; a command ends here. In one line, as the last one tells what it is.
    return `${error.message} This command ended before its work was done: run it again.\n`;
  }
  if (error instanceof DatabaseError || error instanceof NotInDatabase) return `${error.message}\n`;
  const code = codeOf(error) ?? codeOf((error as { cause?: unknown } | null)?.cause);
  const message = error instanceof Error ? error.message : String(error);
  if (code === GRPC_UNAVAILABLE || code === GRPC_DEADLINE) {
    return `The Temporal server does not answer (${message}): \`dunwell doctor\` says what is wrong.\n`;
  }
  // Nobody expected this one: the stack is what its report needs.
  return `Something went wrong that should not: ${error instanceof Error ? (error.stack ?? message) : message}\n`;
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | null | undefined)?.code;
}
