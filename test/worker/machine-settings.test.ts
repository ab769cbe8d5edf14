import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { configurationHash } from '../../config/hash.ts';
import { publishConfigurations } from '../../db/creditor/collector-configurations.ts';
import type { Database } from '../../db/database.ts';
import type { CollectorSettings } from '../../domain/case/configuration.ts';
import { machineSettings } from '../../worker/machine-settings.ts';
import { freshDatabase } from '../db/test-database.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'dunwell-machine-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function published(...collectors: readonly CollectorSettings[]): Promise<Database> {
  const db = await freshDatabase();
  const configurations = collectors.map((collector, at) => ({
    ...{ name: `collector-${at}`, state: 'ACTIVE' as const, collector, conditions: [], priority: at },
    ...{ skipReview: false, creditors: [], environments: [] },
  }));
  await db.transaction((tx) =>
    publishConfigurations(tx, { configurations, hashOf: configurationHash, at: 1, by: 'test' }),
  );
  return db;
}

const https = (secret: string): CollectorSettings => ({
  ...{ kind: 'https', url: 'https://collector.example', secret, timeoutSeconds: 10, askEveryMinutes: 60 },
});
const files = (path: string): CollectorSettings => ({
  ...{ kind: 'file', folder: path, acknowledged: false, askEveryMinutes: 60 },
});

test('a secret is told by a mark: the same for the same, another for another, and nothing of it is in it', async () => {
  const db = await published(https('env:KEY'));
  const told = (KEY: string | undefined) => machineSettings({ db, environment: { KEY }, from: undefined });
  const [one, same, other, none] = [
    await told('hunter2-hunter2'),
    await told('hunter2-hunter2'),
    await told('hunter3'),
    await told(undefined),
  ];
  expect(one['secret env:KEY']).toMatch(/^[0-9a-f]{6}$/);
  expect(same).toEqual(one);
  expect(other['secret env:KEY']).not.toBe(one['secret env:KEY']);
  expect(none['secret env:KEY']).toBe('missing');
  expect(JSON.stringify(one)).not.toContain('hunter2');
});

test('a secret in a file, a folder with a full path and the sender are told as they are here', async () => {
  const path = folder();
  writeFileSync(join(path, 'key'), 'a secret\n');
  const db = await published(
    https(`file:${join(path, 'key')}`),
    files(path),
    files(join(path, 'not-mounted')),
    files('in-the-outbox'),
  );
  const told = await machineSettings({ db, environment: {}, from: 'billing@acme.example' });
  expect(told).toEqual({
    "sender's address": 'billing@acme.example',
    'time zone data': process.versions.tz,
    [`secret file:${join(path, 'key')}`]: expect.stringMatching(/^[0-9a-f]{6}$/),
    [`path ${path}`]: 'there',
    [`path ${join(path, 'not-mounted')}`]: 'missing',
  });
});
