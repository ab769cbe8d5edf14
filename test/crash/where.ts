import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { dunwell, type Ran } from '../cli/dunwell.ts';
import { type Address, environmentFor } from '../db/address.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/dunwell.mjs', import.meta.url));

/** A data folder, and where its books lie: in it, or on PostgreSQL. */
export interface Where {
  readonly data: string;
  readonly address: Address;
}

/** Runs a command there to its end. */
export function dunwellAt({ data, address }: Where, ...args: readonly string[]): Promise<Ran> {
  return dunwell([...args, '--data', data], environmentFor(address));
}

/** Runs it as a process that the test kills; at the latest when the test has finished. */
export function runAt({ data, address }: Where, ...args: readonly string[]): ChildProcess {
  const env = { ...process.env, ...environmentFor(address) };
  const child = spawn(process.execPath, [PROGRAM, ...args, '--data', data], { stdio: 'ignore', env });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}
