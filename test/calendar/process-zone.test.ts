import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

const PROGRAM = `
  import { createCalendar } from ${JSON.stringify(new URL('../../calendar/calendar.ts', import.meta.url).href)};
  import { parseDay } from ${JSON.stringify(new URL('../../domain/kernel/day.ts', import.meta.url).href)};
  const calendar = createCalendar({ country: 'NL', timeZone: 'Europe/Amsterdam' });
  console.log(new Date(2029, 3, 27).getHours(), calendar.isWorkingDay(parseDay('2029-04-27')));
`;

it('the zone of the process changes nothing, not even where it skips the midnight of a holiday', () => {
  const run = (zone: string) =>
    execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', PROGRAM], {
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
    }).trim();
  expect(run('UTC')).toBe('0 false');
  // Cairo's clocks go from 00:00 to 01:00 on King's Day 2029
  expect(run('Africa/Cairo')).toBe('1 false');
}, 30_000);
