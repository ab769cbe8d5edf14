import { expect, it } from 'vitest';
import type { SignalSettings } from '../../domain/signals/settings.ts';
import { signalsOf } from '../activities/signals/signals-of.ts';
import { freshFile } from '../db/drivers/sqlite/fresh-sqlite.ts';
import { newPlace } from '../db/test-database.ts';
import { settings } from '../domain/signals/sample-settings.ts';

const withOwnConditions: SignalSettings = {
  ...settings,
  early: { ...settings.early, extra: [{ name: 'arrearsAtMostDays', value: 100 }] },
  crisis: { ...settings.crisis, extra: [{ name: 'contractsAtLeast', value: 2 }] },
};

it.each([
  ['the common conditions', 2_000, settings],
  ['own conditions beside them', 400, withOwnConditions],
])(
  'Both engines come to the same signals of the same customers, to the reason and the cent: %s',
  async (_, customers, of) => {
    const { address, remove } = await newPlace();
    const here = await signalsOf(address, { customers, settings: of });
    await remove();
    const there = await signalsOf(freshFile(), { customers, settings: of });
    expect(here.signals).toEqual(there.signals);
    const left = here.signals.filter((row) => row.includes('removed')).length;
    expect(left).toBeGreaterThan(customers / 50);
    expect(here.signals.length - left).toBeGreaterThan(customers / 20);
  },
);
