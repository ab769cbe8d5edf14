import { hostname } from 'node:os';

/** A process, as others on this machine and elsewhere can tell it. */
export interface ProcessName {
  readonly host: string;
  readonly pid: number;
}

export function thisProcess(): ProcessName {
  return { host: hostname(), pid: process.pid };
}

/** True when it ran on this machine and runs no more: what it held need not be waited for. */
export function isGone({ host, pid }: ProcessName): boolean {
  const here = thisProcess();
  return host === here.host && pid !== here.pid && !isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
