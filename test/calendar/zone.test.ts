import { describe, expect, it } from 'vitest';
import { isTimeZone, zoneNamed } from '../../calendar/zone.ts';
import { formatDay, parseDay, parseTimeOfDay } from '../../domain/kernel/day.ts';

const instantOf = (zone: string, day: string, time: string) =>
  new Date(zoneNamed(zone).instantOf(parseDay(day)!, parseTimeOfDay(time)!)).toISOString();

const dayOf = (zone: string, iso: string) => formatDay(zoneNamed(zone).dayOf(Date.parse(iso)));

describe('the instant of a local time', () => {
  it.each([
    // Amsterdam, spring forward at 01:00Z: 02:00 to 02:59 do not exist
    ['Europe/Amsterdam', '2026-03-28', '09:00', '2026-03-28T08:00:00.000Z'],
    ['Europe/Amsterdam', '2026-03-29', '01:59', '2026-03-29T00:59:00.000Z'],
    ['Europe/Amsterdam', '2026-03-29', '02:00', '2026-03-29T01:00:00.000Z'],
    ['Europe/Amsterdam', '2026-03-29', '02:30', '2026-03-29T01:00:00.000Z'],
    ['Europe/Amsterdam', '2026-03-29', '02:59', '2026-03-29T01:00:00.000Z'],
    ['Europe/Amsterdam', '2026-03-29', '03:00', '2026-03-29T01:00:00.000Z'],
    ['Europe/Amsterdam', '2026-03-29', '03:01', '2026-03-29T01:01:00.000Z'],
    ['Europe/Amsterdam', '2026-03-29', '09:00', '2026-03-29T07:00:00.000Z'],
    // Amsterdam, fall back at 01:00Z: 02:00 to 02:59 happen twice
    ['Europe/Amsterdam', '2026-10-24', '09:00', '2026-10-24T07:00:00.000Z'],
    ['Europe/Amsterdam', '2026-10-25', '01:59', '2026-10-24T23:59:00.000Z'],
    ['Europe/Amsterdam', '2026-10-25', '02:00', '2026-10-25T00:00:00.000Z'],
    ['Europe/Amsterdam', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
    ['Europe/Amsterdam', '2026-10-25', '02:59', '2026-10-25T00:59:00.000Z'],
    ['Europe/Amsterdam', '2026-10-25', '03:00', '2026-10-25T02:00:00.000Z'],
    ['Europe/Amsterdam', '2026-10-25', '09:00', '2026-10-25T08:00:00.000Z'],
    // both days by their midnights: 23 and 25 hours long
    ['Europe/Amsterdam', '2026-03-29', '00:00', '2026-03-28T23:00:00.000Z'],
    ['Europe/Amsterdam', '2026-03-30', '00:00', '2026-03-29T22:00:00.000Z'],
    ['Europe/Amsterdam', '2026-10-25', '00:00', '2026-10-24T22:00:00.000Z'],
    ['Europe/Amsterdam', '2026-10-26', '00:00', '2026-10-25T23:00:00.000Z'],
    // a midnight that does not exist is the day's first instant
    ['Africa/Cairo', '2024-04-26', '00:00', '2024-04-25T22:00:00.000Z'],
    ['Africa/Cairo', '2024-04-26', '01:00', '2024-04-25T22:00:00.000Z'],
    ['America/Sao_Paulo', '2018-11-04', '00:00', '2018-11-04T03:00:00.000Z'],
    ['Asia/Beirut', '2025-03-30', '00:00', '2025-03-29T22:00:00.000Z'],
    // a midnight reached, taken back to 23:00 and reached again begins its day the second time
    ['America/Sao_Paulo', '2018-02-17', '23:00', '2018-02-18T01:00:00.000Z'],
    ['America/Sao_Paulo', '2018-02-18', '00:00', '2018-02-18T03:00:00.000Z'],
    // a day skipped whole: everything on it is the first instant after
    ['Pacific/Apia', '2011-12-29', '23:59', '2011-12-30T09:59:00.000Z'],
    ['Pacific/Apia', '2011-12-30', '00:00', '2011-12-30T10:00:00.000Z'],
    ['Pacific/Apia', '2011-12-30', '12:00', '2011-12-30T10:00:00.000Z'],
    ['Pacific/Apia', '2011-12-31', '00:00', '2011-12-30T10:00:00.000Z'],
    // half and quarter hours, and a change of half an hour
    ['Asia/Kolkata', '2026-06-01', '00:00', '2026-05-31T18:30:00.000Z'],
    ['Asia/Kathmandu', '2026-06-01', '00:00', '2026-05-31T18:15:00.000Z'],
    ['Pacific/Chatham', '2026-01-01', '00:00', '2025-12-31T10:15:00.000Z'],
    ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:30:00.000Z'],
    // the far ends of the world
    ['Pacific/Kiritimati', '2026-06-01', '00:00', '2026-05-31T10:00:00.000Z'],
    ['Pacific/Pago_Pago', '2026-06-01', '23:59', '2026-06-02T10:59:00.000Z'],
    ['UTC', '1969-12-31', '23:59', '1969-12-31T23:59:00.000Z'],
  ])('in %s on %s at %s is %s', (zone, day, time, iso) => {
    expect(instantOf(zone, day, time)).toBe(iso);
  });
});

describe('the local day of an instant', () => {
  it.each([
    ['Europe/Amsterdam', '2026-03-28T22:59:59.999Z', '2026-03-28'],
    ['Europe/Amsterdam', '2026-03-28T23:00:00.000Z', '2026-03-29'],
    ['Europe/Amsterdam', '2026-03-28T23:00:00.001Z', '2026-03-29'],
    ['Europe/Amsterdam', '2026-03-29T21:59:59.999Z', '2026-03-29'],
    ['Europe/Amsterdam', '2026-03-29T22:00:00.000Z', '2026-03-30'],
    ['Europe/Amsterdam', '2026-10-24T21:59:59.999Z', '2026-10-24'],
    ['Europe/Amsterdam', '2026-10-24T22:00:00.000Z', '2026-10-25'],
    ['Europe/Amsterdam', '2026-10-25T22:59:59.999Z', '2026-10-25'],
    ['Europe/Amsterdam', '2026-10-25T23:00:00.000Z', '2026-10-26'],
    ['America/New_York', '2026-06-01T03:59:59.999Z', '2026-05-31'],
    ['America/New_York', '2026-06-01T04:00:00.000Z', '2026-06-01'],
    ['Asia/Kathmandu', '2026-05-31T18:14:59.999Z', '2026-05-31'],
    ['Asia/Kathmandu', '2026-05-31T18:15:00.000Z', '2026-06-01'],
    ['America/Sao_Paulo', '2018-02-18T01:59:59.999Z', '2018-02-17'],
    ['America/Sao_Paulo', '2018-02-18T02:00:00.000Z', '2018-02-17'],
    ['America/Sao_Paulo', '2018-02-18T03:00:00.000Z', '2018-02-18'],
    ['Pacific/Apia', '2011-12-30T09:59:59.999Z', '2011-12-29'],
    ['Pacific/Apia', '2011-12-30T10:00:00.000Z', '2011-12-31'],
    ['Europe/Amsterdam', '1969-12-31T23:00:00.000Z', '1970-01-01'],
  ])('in %s at %s is %s', (zone, iso, day) => {
    expect(dayOf(zone, iso)).toBe(day);
  });

  it('is refused for what is no instant', () => {
    expect(() => zoneNamed('Europe/Amsterdam').dayOf(Number.NaN)).toThrow(RangeError);
    expect(() => zoneNamed('Europe/Amsterdam').instantOf(Number.NaN, 0)).toThrow(RangeError);
  });
});

describe('a time zone name', () => {
  it.each(['Europe/Amsterdam', 'Europe/Oslo', 'America/Argentina/Buenos_Aires', 'UTC'])(
    '%s is known',
    (name) => expect(isTimeZone(name)).toBe(true),
  );

  it.each(['Europe/Amsterdamm', 'Amsterdam', '+01:00', '-05:00', '', ' ', 'local'])('%j is not', (name) => {
    expect(isTimeZone(name)).toBe(false);
    expect(() => zoneNamed(name)).toThrow(/write one like Europe\/Amsterdam/);
  });
});
