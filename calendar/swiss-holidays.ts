import { type Day, dayFrom, weekdayOf } from '../domain/kernel/day.ts';

/*
 * The cantons' holidays for deadlines: the Federal Office of Justice's list of days that are holidays or are treated
 * as such in Switzerland (European Convention on the Calculation of Time-Limits, art. 11; as of 1 January 2011, still
 * in force), its letters a and b alike, and 1 August by art. 110 para. 3 of the Federal Constitution. Days that it
 * limits to a few communities (19 March in Solothurn, Corpus Christi in Le Landeron) or to half a day (1 May in
 * Solothurn) are left out; those it has for a canton but a district (Lake district of Fribourg, Bucheggberg, the outer
 * part of Appenzell Inner Rhodes) are in.
 */

const THURSDAY = 4;
const FRIDAY = 5;
const MONDAY = 1;
const SUNDAY = 7;

const ALL = 'AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH';
const CATHOLIC = 'AG AI FR JU LU NW OW SO SZ TI UR VS ZG';

const without = (cantons: string) =>
  ALL.split(' ')
    .filter((canton) => !cantons.split(' ').includes(canton))
    .join(' ');

/** Cantons by the date of the holiday. */
const BY_DATE: Readonly<Record<string, string>> = {
  '01-01': ALL,
  '01-02': 'AG BE FR GL JU LU NW OW SG SH SO TG VD VS ZG ZH',
  '01-06': 'SZ TI UR',
  '03-01': 'NE',
  '03-19': 'NW SZ TI UR VS',
  '05-01': 'AG BL BS JU NE SH TG TI ZH',
  '06-23': 'JU',
  '06-29': 'TI',
  '08-01': ALL,
  '08-15': CATHOLIC,
  '09-22': 'AI',
  '09-25': 'OW',
  '11-01': `${CATHOLIC} GL SG`,
  '12-08': 'AG AI FR LU NW OW SZ TI UR VS ZG',
  '12-25': ALL,
  '12-26': without('AI AR GE JU NE UR VD'),
  '12-31': 'GE',
};

/** Cantons by the holiday's days after Easter Sunday. */
const BY_EASTER: Readonly<Record<number, string>> = {
  [-2]: without('TI VS'),
  1: without('NE'),
  39: ALL,
  50: without('NE'),
  60: CATHOLIC,
};

/** Days with a rule of their own. */
const BY_RULE: Readonly<Record<string, (year: number, easter: Day) => readonly Day[]>> = {
  AI: stephensDayButBesideTwo,
  AR: stephensDayButBesideTwo,
  UR: stephensDayButBesideTwo,
  GE: (year) => [nth(SUNDAY, 1, year, 9) + 4],
  GL: (year, easter) => {
    // Näfelser Fahrt keeps out of the Holy Week.
    const fahrt = nth(THURSDAY, 1, year, 4);
    return [fahrt === easter - 3 ? fahrt + 7 : fahrt];
  },
  NE: (year) =>
    [dateOf(year, 1, 1), dateOf(year, 12, 25)]
      .filter((day) => weekdayOf(day) === SUNDAY)
      .map((day) => day + 1),
  VD: (year) => [nth(SUNDAY, 3, year, 9) + 1],
};

/** St. Stephen's Day is left out where, with Christmas and a Sunday, it would make three in a row. */
function stephensDayButBesideTwo(year: number): readonly Day[] {
  const christmas = dateOf(year, 12, 25);
  return [MONDAY, FRIDAY].includes(weekdayOf(christmas)) ? [] : [christmas + 1];
}

/** The holidays of a canton in that year, by the year's Easter Sunday. */
export function swissHolidays(canton: string, year: number, easter: Day): ReadonlySet<Day> {
  const has = ([, cantons]: readonly [string, string]) => cantons.split(' ').includes(canton);
  return new Set([
    ...Object.entries(BY_DATE)
      .filter(has)
      .map(([date]) => dateOf(year, Number(date.slice(0, 2)), Number(date.slice(3)))),
    ...Object.entries(BY_EASTER)
      .filter(has)
      .map(([after]) => easter + Number(after)),
    ...(BY_RULE[canton]?.(year, easter) ?? []),
  ]);
}

/** The nth of those weekdays in that month. */
function nth(weekday: number, n: number, year: number, month: number): Day {
  const first = dateOf(year, month, 1);
  return first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (n - 1);
}

function dateOf(year: number, month: number, day: number): Day {
  return dayFrom(year, month, day) as Day;
}
