import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SignalGatewaySettings } from '../../../domain/signals/settings.ts';
import { readAnswer } from '../../../gateways/municipalities/answer.ts';
import { createMunicipalityGateways } from '../../../gateways/municipalities/gateways.ts';
import { signalAnswerJsonSchema, signalJsonSchema } from '../../../gateways/municipalities/json-schema.ts';
import { signalMessageSchema } from '../../../gateways/municipalities/message.ts';
import { SIGNAL_COLUMNS } from '../../../gateways/municipalities/write-message.ts';
import { tempFolder } from '../temp-folder.ts';
import { AS_OF } from './municipality.ts';
import { crisis, early } from './signals.ts';

const EXAMPLES = new URL('../../../examples/signals/', import.meta.url);

function gatewaysIn(folder: string, secrets: Record<string, string> = {}) {
  const gateways = createMunicipalityGateways({ folder, secrets });
  onTestFinished(() => gateways.close());
  return gateways;
}

const files = (more: Partial<SignalGatewaySettings> = {}): SignalGatewaySettings => ({
  name: 'ris',
  format: 'inforing-ris',
  participant: null,
  transport: { kind: 'folder', folder: 'ris', writes: 'csv' },
  ...more,
});
const https = (secret: string | null): SignalGatewaySettings => ({
  ...files({ name: 'vps' }),
  transport: { kind: 'https', url: 'https://vps.example.com', secret },
});

describe('gateways by their settings', () => {
  it('lie in the folder of the outbox unless the settings name a full path', async () => {
    const [folder, elsewhere] = [tempFolder(), tempFolder()];
    const gateways = gatewaysIn(folder);
    const delivery = { key: early().reference, content: early(), asOf: AS_OF };
    await gateways.of(files()).deliver(delivery);
    await gateways
      .of(files({ transport: { kind: 'folder', folder: elsewhere, writes: 'json' } }))
      .deliver(delivery);
    expect(readdirSync(join(folder, 'ris', 'signals'))).toHaveLength(1);
    expect(readdirSync(join(elsewhere, 'signals'))).toHaveLength(1);
  });

  it('wait while a folder with a full path is not there, such as a share that is not mounted, and make none', () => {
    const share = join(tempFolder(), 'share');
    const shared = files({ transport: { kind: 'folder', folder: share, writes: 'json' } });
    const gateways = gatewaysIn(tempFolder());
    const attempt = () => gateways.of(shared);
    expect(attempt).toThrow(`The folder ${share} of the signals is not there.`);
    expect(attempt).toThrow(expect.objectContaining({ isTemporary: true, mayHaveArrived: false }));
    expect(existsSync(share)).toBe(false);
    mkdirSync(share);
    expect(attempt).not.toThrow();
  });

  it('are made once', () => {
    const gateways = gatewaysIn(tempFolder());
    expect(gateways.of(files())).toBe(gateways.of(files()));
    expect(gateways.of(files())).not.toBe(gateways.of(files({ name: 'other' })));
  });

  it.each([
    ['names no secret', null, {}, /names no secret/],
    ['has no secret', 'VPS', {}, /environment has no VPS/],
    ['has a secret that is too short', 'VPS', { VPS: 'short' }, /at least 16/],
  ])('one that %s waits for an operator, and says the name only', (_, name, secrets, reason) => {
    const attempt = () => gatewaysIn(tempFolder(), secrets).of(https(name));
    expect(attempt).toThrow(reason);
    expect(attempt).toThrow(expect.objectContaining({ isTemporary: true, mayHaveArrived: false }));
  });

  it('found the secret, it can be used', () => {
    expect(gatewaysIn(tempFolder(), { VPS: 'a secret of both sides' }).of(https('VPS')).dedupes).toBe(true);
  });
});

describe('a signal as CSV', () => {
  it('has one line of names and one of fields, quoted where needed', async () => {
    const folder = tempFolder();
    const name = 'Jansen, "A."\r\n=cmd()';
    const content = crisis({ customer: { ...crisis().customer, name } });
    await gatewaysIn(folder).of(files()).deliver({ key: content.reference, content, asOf: AS_OF });
    const [file = ''] = readdirSync(join(folder, 'ris', 'signals'));
    expect(file).toMatch(/\.csv$/);
    const text = readFileSync(join(folder, 'ris', 'signals', file), 'utf8');
    const rows = parse(text, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      reference: content.reference,
      service: 'inforing-ris',
      action: 'update',
      type: 'crisis',
      name: 'Jansen, "A." =cmd()',
      birthDate: '1980-02-29',
      phone: '+31 20 555 01 00',
      amount: '412.50',
      invoices: '2025/811; 2026/014',
      contracts: 'E-77',
      contactAttempts: '2026-02-20 phone: not reached',
      disconnection: 'disconnection',
      disconnectionOn: '2026-05-01',
    });
    expect(Object.keys(rows[0] ?? {})).toEqual(Object.keys(SIGNAL_COLUMNS));
  });
});

describe('an answer', () => {
  it.each(['a\0b', 'a\ud83d'])('with an id that no database keeps is none: %j', (id) => {
    const answer = (written: string) => readAnswer(JSON.stringify({ state: 'acknowledged', id: written }));
    expect(answer(id)).toBeUndefined();
    expect(answer('a-b')).toEqual({ state: 'acknowledged', id: 'a-b' });
  });
});

describe('what is published about the format', () => {
  it.each([
    ['signal', signalJsonSchema],
    ['signal-answer', signalAnswerJsonSchema],
  ])('%s.schema.json is what is checked; when this fails run scripts/schemas.ts', (name, schema) => {
    const file = new URL(`../../../gateways/municipalities/${name}.schema.json`, import.meta.url);
    expect(readFileSync(file, 'utf8')).toBe(schema());
  });

  it.each(['early.json', 'crisis.json', 'remove.json'])('the example %s is a signal', (name) => {
    expect(
      signalMessageSchema.safeParse(JSON.parse(readFileSync(new URL(name, EXAMPLES), 'utf8'))).error,
    ).toBe(undefined);
  });

  it('the example in CSV has the columns of a signal', () => {
    const [first = ''] = readFileSync(new URL('crisis.csv', EXAMPLES), 'utf8').split(/\r?\n/);
    expect(first.split(',')).toEqual(Object.keys(SIGNAL_COLUMNS));
  });
});
