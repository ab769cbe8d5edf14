import { parseArgs } from 'node:util';
import type { BenchOptions } from './bench-options.ts';
import { benchNight } from './night.ts';
import { benchSignals } from './signals.ts';
import { benchSignalsWhileImporting } from './signals-while-importing.ts';

/* npm run bench -- <name> [size]: prints one JSON line of figures; notes go to standard error. */

const BENCHES: Readonly<
  Record<string, (size: number | undefined, options: BenchOptions) => Promise<object>>
> = {
  night: (size = 5_000, options) => benchNight(size, options),
  signals: (size = 1_000_000) => benchSignals(size),
  'signals-while-importing': (size = 1_000_000) => benchSignalsWhileImporting(size),
};

const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: { workers: { type: 'string' }, kills: { type: 'string' }, seed: { type: 'string' } },
});
const [name = '', size] = positionals;
const bench = BENCHES[name];
if (bench === undefined) {
  console.error(`There is no bench "${name}": one of ${Object.keys(BENCHES).join(', ')}.`);
  process.exitCode = 2;
} else {
  console.log(JSON.stringify(await bench(size === undefined ? undefined : Number(size), options)));
}
