import { expect, it } from 'vitest';
import { stopAll } from '../../../cli/kit/stop-all.ts';

/** Three things to stop, those named failing, and which of them were asked to. */
async function stopped(...failing: readonly string[]) {
  const asked: string[] = [];
  const stop = (name: string) => async () => {
    asked.push(name);
    if (failing.includes(name)) throw new Error(`${name} failed`);
  };
  const end = stopAll(stop('api'), stop('worker'), stop('server'));
  const told = await end.then(
    () => null,
    (error: Error) => error.message,
  );
  return { asked, told };
}

it.each([
  { failing: [], told: null },
  { failing: ['api'], told: 'api failed' },
  { failing: ['worker'], told: 'worker failed' },
  { failing: ['server'], told: 'server failed' },
  { failing: ['worker', 'server'], told: 'worker failed' },
])(
  'all is stopped in turn although $failing fail, and the first failure is told',
  async ({ failing, told }) => {
    expect(await stopped(...failing)).toEqual({ asked: ['api', 'worker', 'server'], told });
  },
);
