// Saves the history of every main path from a real server, for the replay tests: npx tsx scripts/save-histories.ts
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { status } = spawnSync('npx', ['vitest', 'run', 'test/replay/record'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, DUNWELL_SAVE_HISTORIES: '1' },
});
process.exitCode = status ?? 1;
