import { join, resolve } from 'node:path';
import type { Command } from 'commander';

/** Where letters, mails, orders and messages to operators are left as files. */
export interface Outbox {
  readonly folder: string;
  /** Somebody named it; else it lies in the data folder and is made when it is missing. */
  readonly isNamed: boolean;
}

export interface OutboxOptions {
  readonly data: string;
  readonly outbox?: string;
}

export function withOutbox(command: Command): Command {
  return command.option(
    '--outbox <folder>',
    'where letters, mails and orders are left, the same folder on every machine; DUNWELL_OUTBOX when set, else outbox/ of the data folder',
  );
}

export function withNewOutbox(command: Command): Command {
  return command.option(
    '--new-outbox',
    'leave the outbox of these books for good and begin a new one: letters of before are not found any more',
  );
}

export function outboxOf({ data, outbox = process.env.DUNWELL_OUTBOX || undefined }: OutboxOptions): Outbox {
  if (outbox !== undefined) return { folder: resolve(outbox), isNamed: true };
  return { folder: join(resolve(data), 'outbox'), isNamed: false };
}
