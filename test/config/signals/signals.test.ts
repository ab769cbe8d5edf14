import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCreditor } from '../../../config/load.ts';
import { writeCreditor } from '../../../config/write-creditor.ts';
import {
  DEFAULT_CONDITIONS,
  DEFAULT_CRISIS_CONDITIONS,
  DEFAULT_SCHEDULE,
  type SignalSettings,
} from '../../../domain/signals/settings.ts';
import { creditorFile, problemsOf } from '../creditor-file.ts';

const WAY = `  gateways: [{ name: ris }]
  routes: [{ postcodes: all, gateway: ris }]
`;
const withSignals = (section: string) => `${creditorFile()}signals:\n${section}`;

function settingsOf(section: string): SignalSettings {
  const loaded = readCreditor(withSignals(section));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const again = readCreditor(writeCreditor(loaded.creditor));
  expect(again.ok && again.creditor).toEqual(loaded.creditor);
  return loaded.creditor.signals!;
}

/** The problems without their lines, which depend on the file around the section. */
const problems = (section: string) =>
  problemsOf(withSignals(section)).map((text) => text.replace(/^f\.yaml:\d+: /, ''));

describe('a signals section is read', () => {
  it('with every default', () => {
    expect(settingsOf(WAY)).toEqual({
      sector: null,
      schedule: DEFAULT_SCHEDULE,
      retentionMonths: 24,
      gateways: [
        {
          name: 'ris',
          format: 'neutral',
          participant: null,
          transport: { kind: 'folder', folder: 'ris', writes: 'json' },
        },
      ],
      routes: [{ gateway: 'ris', from: 1000, to: 9999 }],
      early: DEFAULT_CONDITIONS,
      crisis: DEFAULT_CRISIS_CONDITIONS,
    });
  });

  it('with both types set apart', () => {
    const { early, crisis } = settingsOf(`${WAY}  early:
    minimumArrears: "50.00"
    finalReminders: 3
    contactAttempts: 2
    contactWithinDays: 90
    contactChannels: [phone, visit]
    consent: offered
  crisis: { arrearsDays: none, contactAttempts: none, blackout: "11-15/03-01", notPaused: false }
`);
    expect(early).toMatchObject({
      minimumArrears: 5000,
      finalReminders: 3,
      contact: { attempts: 2, withinDays: 90, channels: ['phone', 'visit'] },
      consent: 'offered',
    });
    expect(crisis).toMatchObject({
      minimumArrears: null,
      finalReminders: 2,
      arrearsDays: null,
      contact: null,
      consent: null,
      notPaused: false,
      blackout: { from: '11-15', until: '03-01' },
    });
  });

  it.each([
    ['{ at: "06:30" }', '30 6 * * *'],
    ['{ at: 18:05 }', '5 18 * * *'],
    ['{ cron: "0 6 * * 1" }', '0 6 * * 1'],
    ['{ timeZone: Europe/Amsterdam }', '0 6 * * *'],
  ])('with schedule %s as cron %s', (written, cron) => {
    expect(settingsOf(`  schedule: ${written}\n${WAY}`).schedule.cron).toBe(cron);
  });

  it('with gateways by HTTPS and by files, and several ranges in one route', () => {
    const { gateways, routes } = settingsOf(`  gateways:
    - { name: bkr, format: bkr-vps, participant: "123", url: https://vps.example.com, secret: BKR_SECRET }
    - { name: ris, folder: /mnt/ris, writes: csv }
  routes:
    - { postcodes: "1000-1109, 1380", gateway: bkr }
    - { postcodes: all, gateway: ris }
`);
    expect(gateways.map(({ transport }) => transport)).toEqual([
      { kind: 'https', url: 'https://vps.example.com', secret: 'BKR_SECRET' },
      { kind: 'folder', folder: '/mnt/ris', writes: 'csv' },
    ]);
    expect(routes).toEqual([
      { gateway: 'bkr', from: 1000, to: 1109 },
      { gateway: 'bkr', from: 1380, to: 1380 },
      { gateway: 'ris', from: 1000, to: 9999 },
    ]);
  });

  it('with an offer and a link in the final reminder', () => {
    const link = '{ url: https://pay.example.com/opt-out, keys: OPT_OUT_KEYS }';
    expect(settingsOf(`${WAY}  letter: { optOutLink: ${link} }\n`).letter).toEqual({
      offer: true,
      optOutLink: { url: 'https://pay.example.com/opt-out', keys: 'OPT_OUT_KEYS', days: 180 },
    });
  });
});

describe('what a signals section may say', () => {
  it.each([
    [5, 1],
    [6, 0],
    [240, 0],
    [241, 1],
  ])('retention of %i months: %i problems', (months, count) => {
    expect(problems(`  retentionMonths: ${months}\n${WAY}`)).toHaveLength(count);
  });

  it.each([
    [11, 0],
    [12, 0],
    [13, 1],
  ])('not reported for %i months with a retention of 12: %i problems', (months, count) => {
    expect(
      problems(`  retentionMonths: 12\n${WAY}  early: { notReportedForMonths: ${months} }\n`),
    ).toHaveLength(count);
  });

  it.each<[string, string, string]>([
    ['an unknown key', `${WAY}  erly: {}\n`, 'signals.erly: {} is no known key; did you mean early?'],
    [
      'an unknown condition',
      `${WAY}  early: { finalReminder: 2 }\n`,
      'signals.early.finalReminder: 2 is no known key; did you mean finalReminders?',
    ],
    [
      'a crisis condition on the early signal',
      `${WAY}  early: { blackout: none }\n`,
      'signals.early.blackout: "none" is no known key; the keys here are:',
    ],
    [
      'no routes',
      '  gateways: [{ name: ris }]\n',
      'signals.routes: is missing; without routes no customer is ever prepared',
    ],
    [
      'a route to nowhere',
      '  gateways: [{ name: ris }]\n  routes: [{ postcodes: all, gateway: riss }]\n',
      'signals.routes[0].gateway: "riss" is no gateway; did you mean ris?',
    ],
    [
      'a route that is never reached',
      '  gateways: [{ name: a }]\n  routes: [{ postcodes: all, gateway: a }, { postcodes: "3511", gateway: a }]\n',
      'signals.routes[1].postcodes: "3511" is served by the routes before it',
    ],
    [
      'a range that ends before it begins',
      '  gateways: [{ name: a }]\n  routes: [{ postcodes: "2000-1000", gateway: a }]\n',
      'signals.routes[0].postcodes: "2000-1000" has 2000-1000, which ends before it begins',
    ],
    [
      'postcodes with letters',
      '  gateways: [{ name: a }]\n  routes: [{ postcodes: 1015 AA, gateway: a }]\n',
      'signals.routes[0].postcodes: "1015 AA" is no range of postcodes; write all, or ranges',
    ],
    [
      'two gateways of one name',
      '  gateways: [{ name: a }, { name: a }]\n  routes: [{ postcodes: all, gateway: a }]\n',
      'signals.gateways[1].name: "a" is the name of signals.gateways[0] already',
    ],
    [
      'an address without a secret',
      '  gateways: [{ name: a, url: https://x.example.com }]\n  routes: [{ postcodes: all, gateway: a }]\n',
      'signals.gateways[0].secret: is missing; name the environment variable',
    ],
    [
      'an address that is not safe',
      '  gateways: [{ name: a, url: http://x.example.com, secret: A }]\n  routes: [{ postcodes: all, gateway: a }]\n',
      'signals.gateways[0].url: "http://x.example.com" must begin with https://',
    ],
    [
      'the secret itself',
      '  gateways: [{ name: a, url: https://x.example.com, secret: hunter2 }]\n  routes: [{ postcodes: all, gateway: a }]\n',
      'signals.gateways[0].secret: "hunter2" is no name of an environment variable; write the name, not the secret',
    ],
    [
      'both ways at once',
      '  gateways: [{ name: a, url: https://x.example.com, secret: A, folder: a }]\n  routes: [{ postcodes: all, gateway: a }]\n',
      'signals.gateways[0].folder: "a" is for files, and url for HTTPS',
    ],
    [
      'a time and a cron line',
      `  schedule: { at: "06:00", cron: "0 6 * * *" }\n${WAY}`,
      'signals.schedule.cron: "0 6 * * *" says when already, and so does at; keep one',
    ],
    [
      'a day that does not exist',
      `${WAY}  crisis: { blackout: "02-30/04-01" }\n`,
      'signals.crisis.blackout: "02-30/04-01"',
    ],
    [
      'channels where no contact is asked for',
      `${WAY}  early: { contactAttempts: none, contactChannels: [phone] }\n`,
      'signals.early.contactChannels: ["phone"] says which attempts count, but contactAttempts asks for none',
    ],
    [
      'an amount with too many decimals',
      `${WAY}  early: { minimumArrears: "50.001" }\n`,
      'signals.early.minimumArrears: "50.001" has too many decimals; EUR has 2',
    ],
    [
      'another sector',
      `${WAY}  sector: telecom\n`,
      'signals.sector: "telecom" is no sector; write landlord, energy, water or health',
    ],
  ])('%s is refused', (_, section, problem) => {
    expect(problems(section)).toEqual([expect.stringContaining(problem)]);
  });

  it('a creditor outside the Netherlands is refused', () => {
    const source = withSignals(WAY).replace('country: NL', 'country: BE');
    expect(problemsOf(source)).toEqual([expect.stringContaining('reports to Dutch municipalities')]);
  });

  it('a creditor without levels has no final reminders', () => {
    const source = withSignals(WAY).replace(/ {2}levels:\n( {4}- .*\n)+/, '  levels: []\n');
    expect(problemsOf(source)).toEqual([
      expect.stringContaining('early.finalReminders: can never be met'),
      expect.stringContaining('crisis.finalReminders: can never be met'),
    ]);
  });

  it('a whole section that is switched off needs no routes', () => {
    expect(problems('  early: { enabled: false }\n  crisis: { enabled: false }\n')).toEqual([]);
  });
});

it('the section shown in docs/files.md is one', () => {
  const text = readFileSync(new URL('../../../docs/files.md', import.meta.url), 'utf8');
  const [, shown = ''] = /```yaml\nsignals:\n(.*?)```/s.exec(text) ?? [];
  expect(problems(shown)).toEqual([]);
});
