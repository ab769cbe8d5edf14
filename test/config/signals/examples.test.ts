import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type CreditorLoad, readCreditor } from '../../../config/load.ts';
import { writeCreditor } from '../../../config/write-creditor.ts';
import { Sector } from '../../../domain/signals/signal.ts';

const FOLDER = new URL('../../../examples/signals/', import.meta.url);
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));
const textOf = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8');

function read(source: string): Extract<CreditorLoad, { ok: true }>['creditor'] {
  const loaded = readCreditor(source);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.creditor;
}

it('there is one example for each sector', () => {
  expect(FILES.map((name) => read(textOf(name)).signals?.sector).sort()).toEqual(
    Object.values(Sector).sort(),
  );
});

describe.each(FILES)('%s', (name) => {
  it('is of the sector it is named after, and written again says the same', () => {
    const creditor = read(textOf(name));
    expect(creditor.signals?.sector).toBe(name.replace('.yaml', ''));
    expect(read(writeCreditor(creditor))).toEqual(creditor);
  });

  it('gives a source, or says that it is a choice, for every condition', () => {
    const [, section = ''] = textOf(name).split('\nsignals:\n');
    const conditions = section.split('\n').filter((line) => /^ {4}(\w+:|- \{ name: \w+, value)/.test(line));
    expect(conditions.length).toBeGreaterThan(5);
    for (const line of conditions)
      expect(line === '    extra:' || / # \S/.test(line) || isWay(line)).toBe(true);
  });

  /** Gateways and routes are the reader's own. */
  const isWay = (line: string) => /^ {4}- \{ (name|postcodes): /.test(line);
});

it('energy asks for contact first, for early before crisis, and for two open claims', () => {
  const { early, crisis, letter } = read(textOf('energy.yaml')).signals ?? {};
  expect(early).toMatchObject({ contact: { attempts: 1 }, finalReminders: 2, arrearsDays: 30 });
  expect(crisis).toMatchObject({
    earlySignalSent: true,
    disconnectionPlanned: true,
    blackout: { from: '10-01', until: '04-01' },
  });
  expect(letter).toMatchObject({ offer: true });
});

it('a landlord asks for an offer that was not refused, and knows no winter', () => {
  const { early, crisis } = read(textOf('landlord.yaml')).signals ?? {};
  expect(early).toMatchObject({ consent: 'offered', arrearsDays: null, finalReminders: 1 });
  expect(crisis?.blackout).toBeNull();
});

it('a health insurer prepares nobody for a crisis', () => {
  expect(read(textOf('health.yaml')).signals).toMatchObject({
    crisis: { isOn: false },
    early: { isOn: true },
  });
});
