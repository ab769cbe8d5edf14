/*
 * Holidays of 2025 to 2030 on Mondays to Fridays, by tables of their own: which region has which day, written from the
 * sources named beside them, and the days of Easter from the almanac. No library and nothing of calendar/ is used here.
 */

const MS = 86_400_000;
const EASTER: Readonly<Record<number, string>> = {
  2025: '2025-04-20',
  2026: '2026-04-05',
  2027: '2027-03-28',
  2028: '2028-04-16',
  2029: '2029-04-01',
  2030: '2030-04-21',
};
export const YEARS = Object.keys(EASTER).map(Number);

/** A date, days after Easter (`+1`), or the dates themselves, each with the regions that have it; `*` is all. */
type Table = readonly (readonly [days: string, regions: string])[];

const GOOD_FRIDAY = '-2';
const EASTER_MONDAY = '+1';
const ASCENSION = '+39';
const WHIT_MONDAY = '+50';
const CORPUS_CHRISTI = '+60';

/**
 * Gesetzliche Feiertage und Tage, die in der Schweiz wie gesetzliche Feiertage behandelt werden (Federal Office of
 * Justice, as of 1 January 2011), sections 1 to 26; Näfelser Fahrt by the canton's announcements of its date.
 */
export const SWITZERLAND: Table = [
  ['01-01', '*'],
  ['01-02', 'ZH BE LU OW NW GL ZG FR SO SH SG AG TG VD VS JU'],
  ['01-06', 'UR SZ TI'],
  ['03-01', 'NE'],
  ['03-19', 'UR SZ NW TI VS'],
  [GOOD_FRIDAY, 'ZH BE LU UR SZ OW NW GL ZG FR SO BS BL SH AR AI SG GR AG TG VD NE GE JU'],
  [EASTER_MONDAY, 'ZH BE LU UR SZ OW NW GL ZG FR SO BS BL SH AR AI SG GR AG TG TI VD VS GE JU'],
  ['2025-04-03 2026-04-09 2027-04-01 2028-04-06 2029-04-05 2030-04-04', 'GL'],
  ['05-01', 'ZH BS BL SH AG TG TI NE JU'],
  [ASCENSION, '*'],
  [WHIT_MONDAY, 'ZH BE LU UR SZ OW NW GL ZG FR SO BS BL SH AR AI SG GR AG TG TI VD VS GE JU'],
  [CORPUS_CHRISTI, 'LU UR SZ OW NW ZG FR SO AI AG TI VS JU'],
  ['06-23', 'JU'],
  ['06-29', 'TI'],
  ['08-01', '*'],
  ['08-15', 'LU UR SZ OW NW ZG FR SO AI AG TI VS JU'],
  ['2025-09-11 2026-09-10 2027-09-09 2028-09-07 2029-09-06 2030-09-05', 'GE'],
  ['2025-09-22 2026-09-21 2027-09-20 2028-09-18 2029-09-17 2030-09-16', 'VD'],
  ['09-22', 'AI'],
  ['09-25', 'OW'],
  ['11-01', 'LU UR SZ OW NW GL ZG FR SO AI SG AG TI VS JU'],
  ['12-08', 'LU UR SZ OW NW ZG FR AI AG TI VS'],
  ['12-25', '*'],
  ['12-26', 'ZH BE LU SZ OW NW GL ZG FR SO BS BL SH SG GR AG TG TI VS'],
  // Without the years whose Christmas is a Monday or a Friday (notes 1, 7 and 9).
  ['2025-12-26 2027-12-26 2029-12-26 2030-12-26', 'UR AR AI'],
  ['12-31', 'GE'],
  // Neuchâtel has 2 January and 26 December after a Sunday alone (note 10): in these years neither.
];

/** The states' laws on Sundays and holidays; days of communities by the codes that name them. */
export const GERMANY: Table = [
  ['01-01', '*'],
  ['01-06', 'BW BY BY-A BY-EVANG BY-KATH ST'],
  ['03-08', 'BE MV'],
  [GOOD_FRIDAY, '*'],
  [EASTER_MONDAY, '*'],
  ['05-01', '*'],
  ['2025-05-08', 'BE'],
  [ASCENSION, '*'],
  [WHIT_MONDAY, '*'],
  [CORPUS_CHRISTI, 'BW BY BY-A BY-EVANG BY-KATH HE NW RP SL SN-BZ TH-EIC TH-UH TH-WAK'],
  ['08-08', 'BY-A'],
  ['08-15', 'SL BY-A BY-KATH'],
  ['09-20', 'TH TH-EIC TH-UH TH-WAK'],
  ['10-03', '*'],
  ['10-31', 'BB HB HH MV NI SH SN SN-BZ ST TH TH-EIC TH-UH TH-WAK'],
  ['11-01', 'BW BY BY-A BY-EVANG BY-KATH NW RP SL'],
  ['2025-11-19 2026-11-18 2027-11-17 2028-11-22 2029-11-21 2030-11-20', 'SN SN-BZ'],
  ['12-25', '*'],
  ['12-26', '*'],
];

/** Feiertagsruhegesetz 1957 §1 and Arbeitsruhegesetz §7; the states' patron days close schools and offices alone. */
export const AUSTRIA: Table = [
  ['01-01', '*'],
  ['01-06', '*'],
  [EASTER_MONDAY, '*'],
  ['05-01', '*'],
  [ASCENSION, '*'],
  [WHIT_MONDAY, '*'],
  [CORPUS_CHRISTI, '*'],
  ['08-15', '*'],
  ['10-26', '*'],
  ['11-01', '*'],
  ['12-08', '*'],
  ['12-25', '*'],
  ['12-26', '*'],
];

/** The countries without regions, in one table. */
export const COUNTRIES: Table = [
  ['01-01', 'NO SE DK FI NL BE'],
  ['01-06', 'SE FI'],
  ['-3', 'NO DK'],
  [GOOD_FRIDAY, 'NO SE DK FI NL'],
  [EASTER_MONDAY, '*'],
  // King's Day, on the 26th when the 27th is a Sunday (2025).
  ['2026-04-27 2027-04-27 2028-04-27 2029-04-27 2030-04-27', 'NL'],
  ['05-01', 'NO SE FI BE'],
  ['05-05', 'NL'],
  ['05-17', 'NO'],
  [ASCENSION, '*'],
  [WHIT_MONDAY, 'NO DK NL BE'],
  ['06-05', 'DK'],
  ['06-06', 'SE'],
  // Midsummer Eve is the Friday from 19 to 25 June. No other country's eves count but those below.
  ['2025-06-20 2026-06-19 2027-06-25 2028-06-23 2029-06-22 2030-06-21', 'SE FI'],
  ['07-21', 'BE'],
  ['08-15', 'BE'],
  ['11-01', 'BE'],
  ['11-11', 'BE'],
  ['12-06', 'FI'],
  ['12-24', 'SE DK FI'],
  ['12-25', '*'],
  ['12-26', 'NO SE DK FI NL'],
  ['12-31', 'SE'],
];

/** The region's holidays of a year on Mondays to Fridays, as ISO dates in their order. */
export function byLaw(table: Table, region: string, year: number): string[] {
  const easter = Date.parse(EASTER[year]!);
  const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const dates = table
    .filter(([, regions]) => regions === '*' || regions.split(' ').includes(region))
    .flatMap(([days]) => days.split(' '))
    .map((day) => {
      if (/^[+-]\d+$/.test(day)) return iso(easter + Number(day) * MS);
      return day.length === 5 ? `${year}-${day}` : day;
    })
    .filter((date) => date.startsWith(`${year}-`))
    .filter((date) => ![0, 6].includes(new Date(date).getUTCDay()));
  return [...new Set(dates)].sort();
}
