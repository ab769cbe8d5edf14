import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { scratchFolder } from './real-server.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A copy of the project as far as set-up looks at it, with a stand-in for npm on the PATH. */
function project({ locked = '1.0.0', installed = '1.0.0', npm = 'exit 1' } = {}) {
  const root = scratchFolder();
  for (const part of ['scripts', 'temporal']) cpSync(join(ROOT, part), join(root, part), { recursive: true });
  const lock = (version: string) => JSON.stringify({ packages: { 'node_modules/a': { version } } });
  writeFileSync(join(root, 'package-lock.json'), lock(locked));
  if (installed) {
    mkdirSync(join(root, 'node_modules', 'a'), { recursive: true });
    writeFileSync(join(root, 'node_modules', '.package-lock.json'), lock(installed));
    for (const name of ['better-sqlite3', 'bindings', 'file-uri-to-path']) {
      symlinkSync(join(ROOT, 'node_modules', name), join(root, 'node_modules', name));
    }
  }
  const bin = join(root, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'npm'), `#!/bin/sh\necho "$@" >> '${root}/npm.log'\n${npm}\n`, { mode: 0o755 });
  return { root, bin, npmCalls: () => readFileSync(join(root, 'npm.log'), 'utf8').trim().split('\n') };
}

function setUp({ root, bin }: { root: string; bin: string }) {
  const env = { PATH: `${bin}:/usr/bin:/bin`, TEMPORAL_ADDRESS: 'localhost:7233', HOME: root };
  const run = spawnSync(process.execPath, [join(root, 'scripts', 'setup.mjs')], { env, encoding: 'utf8' });
  return { code: run.status, says: run.stderr };
}

describe('set-up', () => {
  test('does nothing and says nothing when all is there', () => {
    const copy = project();
    expect(setUp(copy)).toEqual({ code: 0, says: '' });
  });

  test('installs what the lock file says when something else is installed', () => {
    const copy = project({ locked: '2.0.0', npm: 'exit 0' });
    expect(setUp(copy).says).toMatch(/npm packages …\nnpm packages: installed/);
    expect(copy.npmCalls()).toEqual(['ci --include=dev --no-audit --no-fund']);
  });

  test('fails with what npm said when that does not work', () => {
    const copy = project({ installed: '', npm: 'echo "npm error no route to the registry"; exit 1' });
    const { code, says } = setUp(copy);
    expect(code).toBe(1);
    expect(says).toContain('set-up: npm ci failed (1):\nnpm error no route to the registry');
  });

  test('builds the SQLite module when it does not load, and names the cure when that fails', () => {
    const copy = project();
    const broken = join(copy.root, 'node_modules', 'better-sqlite3');
    execFileSync('rm', [broken]);
    mkdirSync(broken);
    writeFileSync(join(broken, 'index.js'), "throw new Error('Could not locate the bindings file')");
    const { code, says } = setUp(copy);
    expect(code).toBe(1);
    expect(copy.npmCalls()).toEqual(['rebuild better-sqlite3']);
    expect(says).toMatch(
      /better-sqlite3 does not work in Node .*:[\s\S]*build-essential python3[\s\S]*npm rebuild better-sqlite3/,
    );
  });
});

test('a Node that is too old is refused with the version to install', async () => {
  const { requireNode } = (await import(
    new URL('../../scripts/setup/node-version.mjs', import.meta.url).href
  )) as {
    requireNode(version: string): void;
  };
  expect(() => requireNode('20.18.3')).toThrow('Node 20.18.3 is too old: install Node 20.19 or newer');
  expect(() => requireNode('18.20.0')).toThrow();
  for (const version of ['20.19.0', '22.0.0', '24.1.0']) expect(() => requireNode(version)).not.toThrow();
});
