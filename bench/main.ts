import { parseArgs } from 'node:util';
import type { BenchOptions } from './bench-options.ts';
import { engineNamed } from './books-for-bench.ts';
import { benchIntake } from './intake.ts';
import { benchNight } from './night.ts';
import { benchPlanAndClaim } from './plan-and-claim.ts';
import { benchSignals } from './signals.ts';
import { benchSignalsOnBoth } from './signals-on-both.ts';
import { benchSignalsWhileImporting } from './signals-while-importing.ts';
import { benchWorkers } from './workers.ts';

/* npm run bench -- <name> [size]: prints one JSON line of figures; notes go to standard error. */

type Bench = (size: number | undefined, options: BenchOptions) => Promise<object>;

const BENCHES: Readonly<Record<string, Bench>> = {
  intake: (size = 5_000) => benchIntake(size),
  night: (size = 5_000, options) => benchNight(size, options),
  'plan-and-claim': (size = 600) => benchPlanAndClaim(size),
  signals: (size = 1_000_000, { database = 'sqlite' }) => benchSignals(size, engineNamed(database)),
  'signals-on-both': (size = 100_000) => benchSignalsOnBoth(size),
  'signals-while-importing': (size = 1_000_000) => benchSignalsWhileImporting(size),
  workers: (size = 600) => benchWorkers(size),
};

const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: {
    database: { type: 'string' },
    workers: { type: 'string' },
    kills: { type: 'string' },
    seed: { type: 'string' },
  },
});
const [name = '', size] = positionals;
const bench = BENCHES[name];
if (bench === undefined) {
  console.error(`There is no bench "${name}": one of ${Object.keys(BENCHES).join(', ')}.`);
  process.exitCode = 2;
} else {
  console.log(JSON.stringify(await bench(size === undefined ? undefined : Number(size), options)));
}
