import { publishPolicy, saveCreditor } from '../../../db/creditor/creditors.ts';
import type { Database } from '../../../db/database.ts';
import { publishSignalSettings } from '../../../db/signals/settings.ts';
import type { Policy } from '../../../domain/invoice/policy.ts';
import { parseDay } from '../../../domain/kernel/day.ts';
import {
  DEFAULT_CONDITIONS,
  DEFAULT_CRISIS_CONDITIONS,
  DEFAULT_SCHEDULE,
  type SignalSettings,
} from '../../../domain/signals/settings.ts';
import { acme, policy } from '../../db/samples.ts';

export const CREDITOR = acme.creditor;
export const FINAL_REMINDER = 'reminder-2';
export const NOTICE = 'notice';
/** A Tuesday outside of the winter. */
export const TODAY = parseDay('2026-09-01') as number;
/** 06:00 in Amsterdam. */
export const AS_OF = TODAY * 86_400_000 + 4 * 3_600_000;

/** The sample policy with its second reminder as the final one. */
export const policyWithFinal: Policy = {
  ...policy,
  levels: policy.levels.map((level) => (level.name === FINAL_REMINDER ? { ...level, final: true } : level)),
};

export const settings: SignalSettings = {
  sector: 'energy',
  schedule: DEFAULT_SCHEDULE,
  retentionMonths: 24,
  gateways: [
    {
      name: 'west',
      format: 'bkr-vps',
      participant: '123',
      transport: { kind: 'folder', folder: 'west', writes: 'json' },
    },
    {
      name: 'east',
      format: 'inforing-ris',
      participant: null,
      transport: { kind: 'folder', folder: 'east', writes: 'csv' },
    },
  ],
  routes: [
    { gateway: 'west', from: 1000, to: 3999 },
    { gateway: 'east', from: 4000, to: 8999 },
  ],
  early: {
    ...DEFAULT_CONDITIONS,
    minimumArrears: 10_000,
    contact: { attempts: 1, withinDays: 90, channels: ['phone', 'visit'] },
    consent: 'offered',
  },
  crisis: { ...DEFAULT_CRISIS_CONDITIONS, minimumArrears: 5_000, finalReminders: 1, arrearsDays: 60 },
};

/** Publishes the sample creditor with both policies, and these signal settings. */
export async function publishSample(db: Database, of: SignalSettings = settings): Promise<void> {
  await db.transaction(async (tx) => {
    const at = 0;
    await publishPolicy(tx, { creditor: CREDITOR, hash: 'one', policy, at, by: 'test' });
    await publishPolicy(tx, { creditor: CREDITOR, hash: 'two', policy: policyWithFinal, at, by: 'test' });
    await saveCreditor(tx, acme, 1);
    await publishSignalSettings(tx, { creditor: CREDITOR, hash: 'one', settings: of, at, by: 'test' });
  });
}
