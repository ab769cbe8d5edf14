import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { applyMessage } from '../../activities/actor/apply-message.ts';
import type { Deps } from '../../activities/deps.ts';
import { takeIn } from '../../activities/intake/take-in.ts';
import { INVOICES } from '../../activities/invoice/subject.ts';
import { readCreditor } from '../../config/load.ts';
import { publishPolicy, saveCreditor } from '../../db/creditor/creditors.ts';
import type { Database } from '../../db/database.ts';
import type { CommandKind } from '../../domain/invoice/messages/index.ts';
import { createRecordingGateways } from '../../gateways/recording.ts';
import { createSources } from '../../gather/sources.ts';
import { stageFiles } from '../../intake/stage-files.ts';
import { ALL_RUN } from '../activities/all-run.ts';
import { environmentFor } from '../db/address.ts';
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts';
import { dunwell, type Ran } from './dunwell.ts';
import { inProcess } from './in-process.ts';

/** Tuesday 2026-03-03, 10:30 in Amsterdam: now for all tests of the command line. */
export const NOW = '2026-03-03T09:30:00Z';
const AS_OF = Date.parse(NOW);

export const ACME = `
creditor: acme
name: Acme B.V.
country: NL
timeZone: Europe/Amsterdam
currency: EUR
language: nl
policy:
  minimumAmount: "10.00"
  levels:
    - { name: reminder-1, kind: reminder, daysAfterDue: 7 }
    - { name: reminder-2, kind: reminder, daysAfterDue: 21, minDaysSincePrevious: 10 }
    - { name: notice, kind: notice, daysAfterDue: 35, minDaysSincePrevious: 14, paymentDays: 14 }
  transfer: { mode: 20 }
`;

/** One of each kind: due today, due later, paid, disputed, reminded, noticed, expired in each mode. */
const INVOICES_CSV = `number,customer,issuedOn,dueOn,amount,currency,transferMode,disputed,lastLevel,lastLevelOn
1001,C-1,2026-01-25,2026-02-24,125.00,EUR,,no,,
1002,C-1,2026-02-01,2026-03-03,50.00,EUR,,no,,
1003,C-2,2026-01-25,2026-02-24,80.00,EUR,,no,,
1004,C-2,2026-01-25,2026-02-24,90.00,EUR,,yes,,
1005,C-2,2026-01-01,2026-01-31,70.00,EUR,,no,reminder-1,2026-02-09
1006,C-3,2025-12-01,2025-12-31,60.00,EUR,20,no,notice,2026-02-09
1007,C-3,2025-12-01,2025-12-31,65.00,EUR,30,no,notice,2026-02-09
1008,C-3,2025-12-01,2025-12-31,75.00,EUR,10,no,notice,2026-02-23
`;
const PAYMENTS = `invoice,bookedOn,amount,currency,externalId,kind
1001,2026-03-02,25.00,EUR,bank-1,payment
1003,2026-03-02,80.00,EUR,bank-2,payment
`;
const CUSTOMERS = `customer,name,email
C-1,Jan Jansen,jan@example.org
C-2,"Bakkerij ""De Gouden Korst"" V.O.F.",bakkerij@example.org
`;

/** A data folder as a worker would have left it, without one: for commands that only read. */
export interface PreparedFolder {
  readonly folder: string;
  readonly db: Database;
  readonly deps: Deps;
  /** Runs a command line on the folder, at the moment that is now. */
  run(...args: string[]): Promise<Ran>;
  /** The same as a process of its own. */
  spawn(...args: string[]): Promise<Ran>;
  /** A file in it. */
  file(name: string, text: string): string;
  /** Does to an invoice what its workflow would. */
  command(number: string, kind: CommandKind, message: object): Promise<void>;
}

/** The folder of this test file: made before its first test, removed after its last. */
export function preparedFolder(): PreparedFolder {
  let folder = '';
  let books: TestDatabase;
  let deps: Deps;
  let commands = 0;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dunwell-cli-'));
    books = await openTestDatabase(folder);
    const { db } = books;
    deps = depsOf(db);
    await publish(db);
    const file = (name: string, text: string) => write(folder, name, text);
    const files = {
      invoices: file('invoices.csv', INVOICES_CSV),
      payments: file('payments.csv', PAYMENTS),
      customers: file('customers.csv', CUSTOMERS),
    };
    const staged = await stageFiles(
      { db, creditor: 'acme', by: 'test', asOf: AS_OF, ...files },
      () => undefined,
    );
    await takeIn(deps, { creditor: 'acme', batchId: staged.batchId }, AS_OF, () => undefined);
    for (const number of ['1001', '1003']) await prepared.command(number, 'ledgerChanged', {});
  });
  afterAll(async () => {
    await books.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const environment = () => ({ DUNWELL_DATA: folder, DUNWELL_NOW: NOW, ...environmentFor(books.address) });
  const prepared: PreparedFolder = {
    get folder() {
      return folder;
    },
    get db() {
      return books.db;
    },
    get deps() {
      return deps;
    },
    run: (...args) => inProcess(args, environment()),
    spawn: (...args) => dunwell(args, environment()),
    file: (name, text) => write(folder, name, text),
    async command(number, kind, message) {
      commands += 1;
      await applyMessage(INVOICES, deps, {
        creditor: 'acme',
        number,
        kind,
        message: { by: 'anna', ...message },
        commandId: `command-${commands}`,
        asOf: AS_OF + commands,
      });
    },
  };
  return prepared;
}

/** What activities work with here: nothing leaves, and no workflow runs. */
export function depsOf(db: Database): Deps {
  return {
    db,
    gateways: createRecordingGateways(),
    municipalities: () => {
      throw new Error('no signals are sent here');
    },
    sources: createSources(false),
    approve: 'none',
    workflows: {
      startInvoice: async () => 'started',
      wakeInvoice: async () => 'woken',
      startIntake: async () => undefined,
      startCase: async () => 'started',
      wakeCase: async () => 'woken',
      startSendSignals: async () => undefined,
      ensureSignalSchedules: async () => undefined,
      ...ALL_RUN,
    },
  };
}

async function publish(db: Database): Promise<void> {
  const loaded = readCreditor(ACME);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const { creditor, hash } = loaded;
  await db.transaction(async (tx) => {
    const published = { creditor: 'acme', hash, policy: creditor.policy, at: AS_OF, by: 'test' };
    const { version } = await publishPolicy(tx, published);
    await saveCreditor(tx, creditor, version);
  });
}

function write(folder: string, name: string, text: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}
