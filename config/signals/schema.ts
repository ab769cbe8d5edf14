import { z } from 'zod';
import { readCron } from '../../calendar/cron.ts';
import { isTimeZone } from '../../calendar/zone.ts';
import { dayFrom } from '../../domain/kernel/day.ts';
import { addressProblem } from '../../domain/kernel/https-address.ts';
import { EXTRA_CONDITIONS } from '../../domain/signals/extra-conditions.ts';
import {
  DEFAULT_CONDITIONS,
  DEFAULT_CRISIS_CONDITIONS,
  DEFAULT_SCHEDULE,
  SHORTEST_RETENTION_MONTHS,
  SignalFormat,
  WINTER,
} from '../../domain/signals/settings.ts';
import { ContactChannel, Sector } from '../../domain/signals/signal.ts';
import { flag, NONE, oneOf, orNone, says, section, text, whole } from '../fields.ts';
import { amount, judged, MAX_DAYS, time } from '../values.ts';

const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;
const WINDOW = /^(\d\d)-(\d\d)\/(\d\d)-(\d\d)$/;
const EXTRA_NAMES = EXTRA_CONDITIONS.map(({ name }) => name) as [string, ...string[]];
/** A year that has a 29 February. */
const LEAP_YEAR = 2024;

const wordsOf = <Word extends string>(set: Readonly<Record<string, Word>>) =>
  Object.values(set) as [Word, ...Word[]];
const number = (min: number, max: number, what: string) =>
  orNone(whole(min, max, what), what, `write a whole number from ${min} to ${max}`);

const channels = z
  .array(oneOf(wordsOf(ContactChannel), 'way of contact'), {
    error: says('list of ways', 'write a list such as [phone, visit]'),
  })
  .min(1, { error: 'is an empty list; leave it out to count every way' })
  .optional()
  .describe('Only attempts of these kinds count; all when left out.');

const conditions = {
  enabled: flag('yes or no')
    .default(DEFAULT_CONDITIONS.isOn)
    .describe('false: nobody is prepared for this type.'),
  notPaused: flag('yes or no').default(DEFAULT_CONDITIONS.notPaused),
  minimumArrears: amount.optional().describe('What is overdue and open, without what is disputed, at least.'),
  notReportedForMonths: number(1, 120, 'number of months')
    .describe('Calendar months in which a customer is not reported again.')
    .prefault(DEFAULT_CONDITIONS.notReportedForMonths ?? NONE),
  finalReminders: number(1, 100, 'number of invoices')
    .describe('Open invoices whose final reminder was delivered, at least.')
    .prefault(DEFAULT_CONDITIONS.finalReminders ?? NONE),
  noPaymentPlan: flag('yes or no').default(DEFAULT_CONDITIONS.noPaymentPlan),
  consumersOnly: flag('yes or no').default(DEFAULT_CONDITIONS.consumersOnly),
  arrearsDays: number(1, MAX_DAYS, 'number of days')
    .describe('Days since the oldest open due date, at least.')
    .prefault(DEFAULT_CONDITIONS.arrearsDays ?? NONE),
  contactAttempts: number(1, 100, 'number of attempts')
    .describe('Attempts at personal contact on record, at least.')
    .prefault(DEFAULT_CONDITIONS.contact?.attempts ?? NONE),
  contactWithinDays: whole(1, MAX_DAYS, 'number of days')
    .optional()
    .describe('Only attempts of the last so many days count.'),
  contactChannels: channels,
  dataComplete: flag('yes or no')
    .default(DEFAULT_CONDITIONS.dataComplete)
    .describe('Name, birth date and address are known.'),
  consent: oneOf([NONE, 'offered', 'given'], 'choice')
    .transform((choice) => (choice === NONE ? null : choice))
    .describe('offered: passing data on was offered and not refused; given: the customer agreed.')
    .prefault(NONE),
  extra: z
    .array(
      section(
        {
          name: oneOf(EXTRA_NAMES, 'condition'),
          value: z.number({ error: says('number', 'write a number without quotes') }),
        },
        'condition of your own',
      ),
      { error: says('list of conditions', 'write a list such as [{ name: my-condition, value: 3 }]') },
    )
    .default([]),
};

const window = judged(
  text(WINDOW, 'part of the year', 'write two days such as "10-01/04-01", month and day, or none'),
  (value) => {
    const [, ...parts] = WINDOW.exec(value) ?? [];
    const [m1, d1, m2, d2] = parts.map(Number) as [number, number, number, number];
    if (dayFrom(LEAP_YEAR, m1, d1) === undefined || dayFrom(LEAP_YEAR, m2, d2) === undefined) {
      return 'has a day that is not in the calendar; write two such as "10-01/04-01"';
    }
    return `${m1}-${d1}` === `${m2}-${d2}`
      ? 'begins and ends on the same day; write none for no such time'
      : undefined;
  },
);

const early = section(conditions, 'set of conditions');
const crisis = section(
  {
    ...conditions,
    earlySignalSent: flag('yes or no')
      .default(DEFAULT_CRISIS_CONDITIONS.earlySignalSent)
      .describe('An early signal was sent in the same arrears.'),
    minDaysAfterEarly: whole(0, 365, 'number of days')
      .default(0)
      .describe('Days that must pass after that early signal.'),
    disconnectionPlanned: flag('yes or no').default(DEFAULT_CRISIS_CONDITIONS.disconnectionPlanned),
    blackout: orNone(window, 'part of the year', 'write two days such as "10-01/04-01", month and day')
      .transform((written) => {
        const [from = '', until = ''] = written?.split('/') ?? [];
        return written === null ? null : { from, until };
      })
      .describe('From the first day up to, not including, the second no crisis signal is prepared or sent.')
      .prefault(`${WINTER.from}/${WINTER.until}`),
  },
  'set of conditions',
);

const zone = judged(text(/^\S+$/, 'time zone', 'write one like Europe/Amsterdam'), (value) =>
  isTimeZone(value) ? undefined : 'is no time zone; write one like Europe/Amsterdam',
);

const schedule = section(
  {
    at: time
      .optional()
      .describe('Local time of the daily evaluation; 06:00 when neither at nor cron is given.'),
    cron: judged(text(/^\S+( +\S+){4}$/, 'schedule', 'write five fields such as "0 6 * * 1-5"'), (value) => {
      const read = readCron(value);
      return typeof read === 'string' ? read : undefined;
    }).optional(),
    timeZone: zone.optional().describe('The creditor’s when left out.'),
    jitterMinutes: whole(0, 120, 'number of minutes').default(DEFAULT_SCHEDULE.jitterMinutes),
    catchUpHours: whole(1, 168, 'number of hours').default(DEFAULT_SCHEDULE.catchUpHours),
  },
  'schedule',
);

const gateway = section(
  {
    name: text(NAME, 'name of a gateway', 'write up to 40 small letters, digits and dashes'),
    format: oneOf(wordsOf(SignalFormat), 'format').default(SignalFormat.NEUTRAL),
    participant: text(/^\S{1,60}$/, 'number', 'write your number at the service, in quotes').optional(),
    url: judged(
      text(/^\S+$/, 'address', 'write one like https://example.com/signals'),
      addressProblem,
    ).optional(),
    secret: text(
      /^[A-Z][A-Z0-9_]{0,99}$/,
      'name of an environment variable',
      'write the name, not the secret, such as BKR_SECRET',
    )
      .optional()
      .describe('Environment variable that holds the secret messages are signed with.'),
    folder: text(/^[^\p{Cc}]{1,500}$/u, 'folder', 'write a path such as ris').optional(),
    writes: oneOf(['json', 'csv'], 'format of files').optional(),
  },
  'gateway',
);

const postcodes = text(
  /^(all|\d{4}(-\d{4})?(, *\d{4}(-\d{4})?)*)$/,
  'range of postcodes',
  'write all, or ranges of four digits in quotes such as "1000-1109, 1380"',
);

const link = section(
  {
    url: judged(text(/^\S+$/, 'address', 'write one like https://example.com/opt-out'), addressProblem),
    keys: text(
      /^[A-Z][A-Z0-9_]{0,99}$/,
      'name of an environment variable',
      'write the name, not the keys, such as OPT_OUT_KEYS',
    ).describe(
      'Environment variable that holds the keys links are signed with: name:secret, the newest first.',
    ),
    days: whole(1, 730, 'number of days').default(180).describe('How long a link works.'),
  },
  'opt-out link',
);

/** The signals section of a creditor file as it is written. */
export const signalsSchema = section(
  {
    sector: oneOf(wordsOf(Sector), 'sector').optional(),
    schedule: schedule.prefault({}),
    retentionMonths: whole(SHORTEST_RETENTION_MONTHS, 240, 'number of months')
      .default(24)
      .describe('Months after which personal data of signals is deleted.'),
    gateways: z.array(gateway, { error: says('list of gateways', 'write a list') }).default([]),
    routes: z
      .array(
        section({ postcodes, gateway: text(NAME, 'name of a gateway', 'write one of gateways') }, 'route'),
        {
          error: says('list of routes', 'write a list such as [{ postcodes: all, gateway: bkr }]'),
        },
      )
      .default([])
      .describe('Which gateway serves which postcodes; the first that fits is taken.'),
    letter: section(
      {
        offer: flag('yes or no')
          .default(true)
          .describe('The final reminder offers to pass contact data on to the municipality.'),
        optOutLink: link.optional(),
      },
      'letter section',
    ).optional(),
    early: early.prefault({}),
    crisis: crisis.prefault({}),
  },
  'signals section',
);

export type SignalsFile = z.output<typeof signalsSchema>;
