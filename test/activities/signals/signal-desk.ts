import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { takeIn } from '../../../activities/intake/take-in.ts';
import { signalsHash } from '../../../config/hash.ts';
import { readCreditor } from '../../../config/load.ts';
import { signalEffectKey } from '../../../contracts/ids.ts';
import { findCustomerByReference } from '../../../db/customer/customers.ts';
import { problemsOf } from '../../../db/intake/intake.ts';
import { untakenBatches } from '../../../db/intake/order.ts';
import { publishSignalSettings } from '../../../db/signals/settings.ts';
import { planSignal, signalSent } from '../../../db/signals/signals.ts';
import { parseDay } from '../../../domain/kernel/day.ts';
import { SignalAction, SignalType } from '../../../domain/signals/signal.ts';
import { stageFiles } from '../../../intake/stage-files.ts';
import type { FilesToStage } from '../../../intake/staged-rows.ts';
import { ACME, NOW, type PreparedFolder, preparedFolder } from '../../cli/prepared-folder.ts';

export const AS_OF = Date.parse(NOW);
export const day = (text: string) => parseDay(text)!;

/** The signals section of these tests: everything asked for, all postcodes to one folder. */
const SIGNALS = `signals:
  sector: energy
  gateways: [{ name: ris, format: inforing-ris }]
  routes: [{ postcodes: all, gateway: ris }]
  early: { finalReminders: 1 }
`;

export interface SignalDesk extends PreparedFolder {
  /** Stages files by their text and lets them be taken in; returns the problems. */
  takeIn(
    files: Partial<Record<keyof FilesToStage, string>>,
    json?: boolean,
    collector?: string,
  ): Promise<readonly string[]>;
  /** Takes in whatever is staged, as a worker would; returns the problems. */
  takeStaged(): Promise<readonly string[]>;
  customerId(reference: string): Promise<number>;
  /** A signal about a customer that went out that day; returns its reference. */
  signal(
    customer: string,
    sentOn: string,
    more?: { type?: SignalType; action?: SignalAction },
  ): Promise<string>;
}

/** A data folder with settings for signals, and hands to do what a worker would. */
export function signalDesk(): SignalDesk {
  const prepared = preparedFolder();
  let files = '';
  let sequence = 0;
  beforeAll(async () => {
    files = mkdtempSync(join(tmpdir(), 'dunwell-signals-'));
    const loaded = readCreditor(ACME + SIGNALS);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    const settings = loaded.creditor.signals ?? null;
    await prepared.db.transaction((tx) =>
      publishSignalSettings(tx, {
        creditor: 'acme',
        hash: signalsHash(settings),
        settings,
        at: AS_OF,
        by: 'test',
      }),
    );
  });
  afterAll(() => rmSync(files, { recursive: true, force: true }));
  const takeStaged = async () => {
    const { db, deps } = prepared;
    const problems: string[] = [];
    for (const { id, creditor } of await db.read((tx) => untakenBatches(tx))) {
      await takeIn(deps, { creditor, batchId: id }, AS_OF, () => undefined);
      problems.push(
        ...(await db.read((tx) => problemsOf(tx, id))).map(({ line, problem }) => `${line}: ${problem}`),
      );
    }
    return problems;
  };
  const customerId = async (reference: string) => {
    const row = await prepared.db.read((tx) => findCustomerByReference(tx, 'acme', reference));
    if (row === undefined) throw new Error(`there is no customer ${reference}`);
    return row.id;
  };
  return Object.assign(Object.create(prepared) as PreparedFolder, {
    takeStaged,
    customerId,
    async takeIn(texts: Partial<Record<keyof FilesToStage, string>>, json = false, collector?: string) {
      mkdirSync(files, { recursive: true });
      const named = Object.entries(texts).map(([kind, text]) => {
        const file = join(files, `${kind}${json ? '.json' : '.csv'}`);
        writeFileSync(file, text);
        return [kind, file] as const;
      });
      const request = { db: prepared.db, creditor: 'acme', by: 'anna', asOf: AS_OF, collector };
      const staged = await stageFiles({ ...request, ...Object.fromEntries(named) }, () => undefined);
      const unread = staged.problems.map(({ text }) => text.replaceAll(`${files}/`, ''));
      return [...unread, ...(await takeStaged())];
    },
    async signal(customer: string, sentOn: string, more: { type?: SignalType; action?: SignalAction } = {}) {
      const id = await customerId(customer);
      const { type = SignalType.EARLY, action = SignalAction.CREATE } = more;
      sequence += 1;
      const key = signalEffectKey('acme', id, type, action, sequence);
      await prepared.db.transaction(async (tx) => {
        const about = { creditor: 'acme', customerId: id, preparedId: sequence, key, type, action };
        const plan = { gateway: 'ris', amount: 10_000, currency: 'EUR', replaces: null };
        await planSignal(tx, { ...about, ...plan, approvedBy: 'anna', plannedAt: AS_OF });
        await signalSent(tx, key, day(sentOn));
      });
      return key;
    },
  });
}
