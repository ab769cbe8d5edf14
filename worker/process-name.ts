import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, as others on this machine and elsewhere can tell it. */
export interface ProcessName {
  /** Where its number means it and nobody else; without a blank. */
  readonly machine: string;
  readonly pid: number;
}

export function thisProcess(): ProcessName {
  return { machine: MACHINE, pid: process.pid };
}

/** True when it ran on this machine and runs no more: what it held need not be waited for. */
export function isGone({ machine, pid }: ProcessName): boolean {
  const here = thisProcess();
  return machine === here.machine && pid !== here.pid && !isAlive(pid);
}

/**
 * Where numbers of processes are the same ones: this start of the machine and, in a container, the container. The name
 * of the host does not tell: containers may share it, and each would take the others' processes for dead.
 */
const MACHINE = machineOf(process.platform);

export function machineOf(platform: NodeJS.Platform, read: typeof readSystem = readSystem): string {
  if (platform !== 'linux') return nameOfHost();
  try {
    const { boot, processes } = read();
    return `${boot.trim()}/${processes}/${nameOfHost()}`;
  } catch {
    // Not to be told apart from others, it takes nobody for dead: what was held lapses by itself.
    return randomUUID();
  }
}

function nameOfHost(): string {
  return hostname().replaceAll(/\s/g, '-');
}

function readSystem(): { readonly boot: string; readonly processes: string } {
  return {
    boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'),
    processes: readlinkSync('/proc/self/ns/pid'),
  };
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
