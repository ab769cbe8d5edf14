import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * A process with a part of one processor, as on a small machine of its own: by a control group of Linux, which takes
 * root. Both versions of control groups are known: https://docs.kernel.org/admin-guide/cgroup-v2.html and -v1.
 */

const ROOT = '/sys/fs/cgroup';
/** Over so many microseconds the part is reckoned: short, so that nobody stands still for long. */
const PERIOD_US = 20_000;

export interface SmallMachine {
  /** Moves a process with all its threads here. */
  hold(pid: number): void;
  /** Of no use once processes are in it: end them first. */
  remove(): void;
}

/** Makes a machine of so many hundredths of a processor; throws where this machine cannot. */
export function smallMachine(name: string, percent: number): SmallMachine {
  const isOfVersion2 = existsSync(join(ROOT, 'cgroup.controllers'));
  const folder = join(ROOT, isOfVersion2 ? '' : 'cpu', `dunwell-bench-${process.pid}-${name}`);
  const quota = (PERIOD_US * percent) / 100;
  try {
    mkdirSync(folder);
    const limits = isOfVersion2
      ? { 'cpu.max': `${quota} ${PERIOD_US}` }
      : { 'cpu.cfs_period_us': `${PERIOD_US}`, 'cpu.cfs_quota_us': `${quota}` };
    for (const [file, value] of Object.entries(limits)) writeFileSync(join(folder, file), value);
  } catch (error) {
    throw new Error('A part of a processor cannot be given here: it takes root and control groups.', {
      cause: error,
    });
  }
  return {
    hold: (pid) => writeFileSync(join(folder, 'cgroup.procs'), `${pid}`),
    remove: () => rmdirSync(folder),
  };
}
