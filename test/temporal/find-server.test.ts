import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildServer } from '../../temporal/build-server.mjs';
import { findServer } from '../../temporal/find-server.ts';
import { cachedServer } from '../../temporal/server-cache.mjs';
import { fakeGo, fakeProgram, fakeTemporal } from './fake-program.ts';
import { scratchFolder } from './real-server.ts';

const noDownload = async () => Promise.reject(new Error('no network'));

/** A machine with nothing on it but a shell: an empty cache, an empty PATH folder, no configuration. */
function emptyMachine() {
  const folder = scratchFolder();
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const env = { PATH: `${bin}:/usr/bin:/bin`, HOME: folder, DUNWELL_CACHE_DIR: join(folder, 'cache') };
  return { folder, bin, env: { ...env, PATH: bin }, shellEnv: env };
}

describe('a server is found in this order', () => {
  test('the address in TEMPORAL_ADDRESS, with its API key and namespace, whatever else is there', async () => {
    const { bin, env } = emptyMachine();
    fakeTemporal(bin, '1.9.0');
    const found = await findServer({
      env: {
        ...env,
        TEMPORAL_ADDRESS: 'acme.tmprl.cloud:7233',
        TEMPORAL_NAMESPACE: 'acme.prod',
        TEMPORAL_API_KEY: 'sesame',
      },
    });
    expect(found).toMatchObject({
      kind: 'external',
      address: 'acme.tmprl.cloud:7233',
      namespace: 'acme.prod',
      connection: { address: 'acme.tmprl.cloud:7233', apiKey: 'sesame', tls: true },
      says: 'Temporal at acme.tmprl.cloud:7233 (TEMPORAL_ADDRESS)',
    });
  });

  test("a profile of Temporal's own configuration file", async () => {
    const { folder, env } = emptyMachine();
    const file = join(folder, 'temporal.toml');
    writeFileSync(file, '[profile.prod]\naddress = "temporal.acme.example:7233"\nnamespace = "dunning"\n');
    const found = await findServer({ env: { ...env, TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: 'prod' } });
    expect(found).toMatchObject({
      kind: 'external',
      namespace: 'dunning',
      says: 'Temporal at temporal.acme.example:7233 (profile prod)',
    });
  });

  test('a finished build in the cache, before Go', async () => {
    const { bin, env } = emptyMachine();
    fakeGo(bin, '1.26.8');
    const { folder } = cachedServer(env);
    const executable = fakeProgram(folder, 'temporal-server', 'echo cached');
    expect(await findServer({ env })).toMatchObject({
      kind: 'built',
      executable,
      says: 'the embedded Temporal server',
    });
    expect(existsSync(join(bin, 'go.log'))).toBe(false);
  });

  test('a build with Go, before the temporal CLI, shown as it goes on and made only once', async () => {
    const { bin, shellEnv: env } = emptyMachine();
    fakeGo(bin, '1.27.0');
    fakeTemporal(bin, '1.9.0');
    const progress: string[] = [];
    const onProgress = (text: string) => void progress.push(text);
    const found = await findServer({ env, onProgress });
    expect(found).toMatchObject({
      kind: 'built',
      says: 'the embedded Temporal server, built with Go 1.27.0',
    });
    expect(progress).toEqual([
      'building the Temporal server with Go 1.27.0, once',
      'downloading example.org/a',
      'compiled 1 of at most 3 packages',
    ]);
    await findServer({ env });
    expect(builds(bin)).toBe(1);
  });

  test('the temporal CLI, where Go is too old', async () => {
    const { bin, env } = emptyMachine();
    fakeGo(bin, '1.26.7');
    const executable = fakeTemporal(bin, '1.10.0');
    const says = 'the temporal CLI 1.10.0 on the PATH';
    expect(await findServer({ env })).toEqual({ kind: 'cli', executable, says });
  });

  test('the temporal CLI, where the build fails', async () => {
    const { bin, shellEnv: env } = emptyMachine();
    fakeGo(bin, '1.26.8', 'no route to the module proxy');
    fakeTemporal(bin, '1.9.2');
    expect(await findServer({ env })).toMatchObject({ kind: 'cli' });
    expect(readdirSync(dirname(cachedServer(env).executable))).toEqual([]);
  });

  test('the download of the SDK, where the CLI is too old', async () => {
    const { bin, env } = emptyMachine();
    fakeTemporal(bin, '1.8.2');
    const download = async () => ({ executable: '/cache/temporal', version: '1.9.0' });
    expect(await findServer({ env, download })).toMatchObject({
      kind: 'downloaded',
      executable: '/cache/temporal',
    });
  });
});

describe('when nothing is found', () => {
  test('the error says what was tried and what to install', async () => {
    const { bin, shellEnv: env } = emptyMachine();
    fakeGo(bin, '1.26.8', 'no route to the module proxy');
    fakeTemporal(bin, '1.8.2');
    const error = await findServer({ env, download: noDownload }).catch((reason: Error) => reason);
    expect(`${(error as Error).message}`).toMatchInlineSnapshot(`
      "no Temporal server found:
        - neither TEMPORAL_ADDRESS nor a Temporal profile names a server
        - go build of the Temporal server failed (1):
      no route to the module proxy
        - the temporal CLI 1.8.2 is too old (1.9 or newer is needed)
        - the temporal CLI could not be downloaded: no network
      Install Go 1.26.8 or newer (https://go.dev/dl), or the temporal CLI 1.9 or newer (https://docs.temporal.io/cli), or set TEMPORAL_ADDRESS to a running server."
    `);
  });

  test('a profile asked for by name that does not exist is an error, not an empty server of our own', async () => {
    const { env } = emptyMachine();
    await expect(findServer({ env: { ...env, TEMPORAL_PROFILE: 'prod' } })).rejects.toThrow(
      /Profile 'prod' not found.*Correct TEMPORAL_PROFILE/,
    );
  });
});

describe('building', () => {
  test('happens once when several processes want it at the same time', async () => {
    const { bin, shellEnv: env } = emptyMachine();
    const go = { file: fakeGo(bin, '1.26.8'), version: '1.26.8' };
    const all = await Promise.all([
      buildServer({ go, env }),
      buildServer({ go, env }),
      buildServer({ go, env }),
    ]);
    expect(new Set(all).size).toBe(1);
    expect(builds(bin)).toBe(1);
  });

  test('takes over from a build that was killed', async () => {
    const { bin, shellEnv: env } = emptyMachine();
    const { folder, lock } = cachedServer(env);
    mkdirSync(folder, { recursive: true });
    writeFileSync(lock, '');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(lock, longAgo, longAgo);
    await buildServer({ go: { file: fakeGo(bin, '1.26.8'), version: '1.26.8' }, env });
    expect(existsSync(lock)).toBe(false);
  });

  test('in a cache that cannot be written says so and how to help', async () => {
    const { bin, folder, shellEnv: env } = emptyMachine();
    const cache = join(folder, 'file');
    writeFileSync(cache, '');
    const go = { file: fakeGo(bin, '1.26.8'), version: '1.26.8' };
    await expect(buildServer({ go, env: { ...env, DUNWELL_CACHE_DIR: cache } })).rejects.toThrow(
      /cannot write the build of the Temporal server .* name another folder in DUNWELL_CACHE_DIR/,
    );
  });
});

function builds(bin: string): number {
  return readFileSync(join(bin, 'go.log'), 'utf8')
    .split('\n')
    .filter((line) => line === 'build').length;
}
