import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { isGone, machineOf, thisProcess } from '../../worker/process-name.ts';

const NOBODY = 999_999;

describe('A process', () => {
  it.each([
    ['that runs here', () => ({ ...thisProcess(), pid: process.ppid }), false],
    ['that is this one', () => thisProcess(), false],
    ['that ran here', () => ({ ...thisProcess(), pid: NOBODY }), true],
    ['of another container', () => ({ machine: `${thisProcess().machine}-other`, pid: NOBODY }), false],
    [
      'that only has the name of this host',
      () => ({ machine: hostname(), pid: NOBODY }),
      process.platform !== 'linux',
    ],
  ] as const)('%s: is it gone', (_, process, gone) => {
    expect(isGone(process())).toBe(gone);
  });
});

describe('A machine is told', () => {
  const boot = 'd429c1d8-658f-4579-924f-6e4d4cd2c6fe\n';
  it('by its start and by the container, and without a blank', () => {
    const one = machineOf('linux', () => ({ boot, processes: 'pid:[4026531836]' }));
    const other = machineOf('linux', () => ({ boot, processes: 'pid:[4026532001]' }));
    expect(one).not.toBe(other);
    expect(one).toMatch(/^d429c1d8-658f-4579-924f-6e4d4cd2c6fe\/pid:\[4026531836\]\/\S+$/);
  });

  it('as none of the others where the system does not tell', () => {
    const hidden = () => {
      throw new Error('EACCES');
    };
    expect(machineOf('linux', hidden)).not.toBe(machineOf('linux', hidden));
  });
});
