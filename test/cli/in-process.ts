import { vi } from 'vitest';
import { run } from '../../cli/kit/run.ts';
import { NOT_INHERITED, type Ran } from './dunwell.ts';

/** Runs a command line inside the test's process: the same code, without waiting for it to load each time. */
export async function inProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const written = { out: '', err: '' };
  const catching = (stream: 'out' | 'err') =>
    ((text: string | Uint8Array) => {
      written[stream] += typeof text === 'string' ? text : Buffer.from(text).toString();
      return true;
    }) as typeof process.stdout.write;
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(catching('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(catching('err')),
  ];
  for (const name of NOT_INHERITED) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  try {
    const code = await run(args);
    return { code, ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
    vi.unstubAllEnvs();
  }
}
