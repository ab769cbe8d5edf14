import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../scripts/migrations.ts', import.meta.url));

it('The committed migrations say all that the schema says, and make every table STRICT', {
  timeout: 60_000,
}, () => {
  const check = () =>
    execFileSync(process.execPath, ['--import', 'tsx', SCRIPT, '--check'], { encoding: 'utf8' });
  expect(check()).toBe('');
});
