import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeIn } from '../../activities/intake/take-in.ts';
import { readCreditor } from '../../config/load.ts';
import { publishPolicy, saveCreditor } from '../../db/creditor/creditors.ts';
import { findCustomer } from '../../db/customer/customers.ts';
import type { Database } from '../../db/database.ts';
import { findBatch, problemsOf } from '../../db/intake/intake.ts';
import { listUnmatched } from '../../db/intake/unmatched.ts';
import { listInvoices } from '../../db/invoice/invoice-lists.ts';
import { ledgerOf } from '../../db/invoice/ledger.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { guessMapping } from '../../files/guess/guess.ts';
import { loadMapping } from '../../files/load-mapping.ts';
import type { Mapping } from '../../files/mapping.ts';
import { stageFiles } from '../../intake/stage-files.ts';
import { ACME, depsOf } from '../cli/prepared-folder.ts';
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts';

const FOLDER = 'examples/mappings';
const AS_OF = Date.parse('2026-11-02T09:30:00Z');

/** What stands in the books once the file of each program was taken in: as a person reads it in the file. */
const EXPECTED: Readonly<Record<string, { file: string; currency: string; books: readonly string[] }>> = {
  'datev-opos': {
    file: 'datev-opos.csv',
    currency: 'EUR',
    books: [
      'RE-2026-101 of 10001, 2026-09-01 due 2026-10-01: 1234.56; payment 234.56 on 2026-10-15',
      'RE-2026-102 of 10002, 2026-09-03 due 2026-10-03: 500.00',
      'RE-2026-103 of 10003, 2026-09-10 due 2026-10-10: 80.40',
    ],
  },
  'datev-extf': {
    file: 'datev-extf.csv',
    currency: 'EUR',
    books: [
      'RE-2026-201 of 10001, 2026-10-01 due 2026-10-31: 1234.56; credit 234.56 on 2026-10-05; payment 1000.00 on 2026-10-28',
      'RE-2026-202 of 10002, 2026-10-03 due 2026-11-02: 500.00 disputed',
      'RE-2026-203 of 10003, 2026-10-12 due 2026-11-11: 80.40',
    ],
  },
  'exact-online': {
    file: 'exact-online.csv',
    currency: 'EUR',
    books: [
      '26700011 of 10001 Jansen Installatie B.V., 2026-09-01 due 2026-10-01: 1250.00; credit 250.00 on 2026-09-15',
      '26700012 of 10002 De Vries & Zn., 2026-09-03 due 2026-10-03: 80.40',
      "waits: credit 15.00 of 10003 Bakkerij 't Hoekje",
    ],
  },
  'visma-eaccounting': {
    file: 'visma-eaccounting.csv',
    currency: 'SEK',
    books: [
      '3001 of 101 Åkes Bygg AB, 2026-09-01 due 2026-10-01: 12500.00; credit 2500.00 on 2026-09-20',
      '3002 of 102 Öberg Måleri, 2026-09-05 due 2026-10-05: 1840.50',
    ],
  },
  'visma-business-nxt': {
    file: 'visma-business-nxt.csv',
    currency: 'NOK',
    books: [
      '7001 of 10001, 2026-09-01 due 2026-10-01: 12500.00; credit 500.00 on 2026-09-15; payment 2000.00 on 2026-09-20',
      '7002 of 10002, 2026-09-04 due 2026-10-04: 2840.00; payment 1000.00 on 2026-09-21; reversal 1000.00 on 2026-09-25',
    ],
  },
  'sap-fbl5n': {
    file: 'sap-fbl5n.txt',
    currency: 'EUR',
    books: [
      '1800000101 of 100001, 2026-09-01 due 2026-10-01: 1234.56; credit 234.56 on 2026-09-15; payment 1000.00 on 2026-10-20',
      '1800000102 of 100002, 2026-09-03 due 2026-10-03: 500.00',
      'waits: payment 50.00 of 100002',
    ],
  },
  'quickbooks-ar-aging': {
    file: 'quickbooks-ar-aging.csv',
    currency: 'USD',
    books: [
      '1041 of Alvarez, Dana, 2026-05-18 due 2026-06-17: 1284.50',
      '1063 of Saguaro Ridge Property Group, 2026-09-14 due 2026-10-14: 2180.75',
      'waits: credit 180.75 of Saguaro Ridge Property Group',
      'waits: payment 42.00 of Nakamura, Yui',
    ],
  },
  xero: {
    file: 'xero.csv',
    currency: 'GBP',
    books: [
      'INV-0101 of Ridgeway Joinery Ltd, 2026-09-01 due 2026-10-01: 1200.00',
      'INV-0103 of Harper & Co, 2026-09-13 due 2026-10-13: 240.00',
      'waits: credit 60.00 of Harper & Co',
    ],
  },
  fortnox: {
    file: 'fortnox.csv',
    currency: 'SEK',
    books: [
      '4001 of 1 Norrlands Snickeri AB, 2026-09-01 due 2026-10-01: 8750.00; credit 750.00 on 2026-09-15',
      '4002 of 2 Ekström & Söner HB, 2026-09-04 due 2026-10-04: 1299.50',
    ],
  },
  'e-conomic': {
    file: 'e-conomic.csv',
    currency: 'DKK',
    books: [
      '5001 of 10, 2026-05-17 due 2026-06-16: 1234.56; credit 234.56 on 2026-05-18; payment 500.00 on 2026-06-20',
      '5003 of 11, 2026-05-18 due 2026-06-17: 99.50',
    ],
  },
};

let folder: string;
let books: TestDatabase;
let db: Database;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dunwell-examples-'));
  books = await openTestDatabase();
  db = books.db;
});
afterAll(async () => {
  await books.close();
  await rm(folder, { recursive: true });
});

async function mappingOf(name: string): Promise<Mapping> {
  const loaded = await loadMapping(join(FOLDER, `${name}.mapping.yaml`));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.mapping;
}

async function publish(creditor: string, currency: string): Promise<void> {
  const source = ACME.replace('creditor: acme', `creditor: ${creditor}`).replace(
    'currency: EUR',
    `currency: ${currency}`,
  );
  const loaded = readCreditor(source);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const { policy } = loaded.creditor;
  await db.transaction(async (tx) => {
    const { version } = await publishPolicy(tx, {
      creditor,
      hash: loaded.hash,
      policy,
      at: AS_OF,
      by: 'test',
    });
    await saveCreditor(tx, loaded.creditor, version);
  });
}

/** Takes the one file in as all that its mapping reads of it; the lines that say what went wrong. */
async function takeInAll(name: string, file: string): Promise<readonly string[]> {
  const mapping = await mappingOf(name);
  const path = join(FOLDER, file);
  const paths = {
    invoices: path,
    ...(mapping.payments === undefined ? {} : { payments: path }),
    ...(mapping.customers === undefined ? {} : { customers: path }),
  };
  const request = { db, creditor: name, by: 'test', asOf: AS_OF, mapping, ...paths };
  const { batchId, problems } = await stageFiles(request, () => undefined);
  await takeIn(depsOf(db), { creditor: name, batchId }, AS_OF, () => undefined);
  const refused = await db.read(async (tx) =>
    (await findBatch(tx, batchId)) === undefined ? [] : problemsOf(tx, batchId),
  );
  return [
    ...problems.filter(({ isBad }) => isBad).map(({ text }) => text),
    ...refused.map((row) => row.problem ?? ''),
  ];
}

async function booksOf(creditor: string, currency: string): Promise<readonly string[]> {
  return db.read(async (tx) => {
    const nameOf = async (id: number | null) => {
      const customer = id === null ? undefined : await findCustomer(tx, id);
      const { reference: code = '', name } = customer ?? { name: null };
      return name === null || name === undefined || name === code ? code : `${code} ${name}`;
    };
    const money = (minor: number) => formatAmount(minor, currency);
    const lines: string[] = [];
    for (const row of await listInvoices(tx, { creditor, limit: 100 })) {
      const booked = (await ledgerOf(tx, row.id)).map(
        ({ kind, amount, bookedOn }) => `; ${kind} ${money(amount)} on ${formatDay(bookedOn)}`,
      );
      const due = row.dueOn === null ? 'never' : formatDay(row.dueOn);
      const claim = `${row.number} of ${await nameOf(row.customerId)}, ${formatDay(row.issuedOn)} due ${due}`;
      lines.push(`${claim}: ${money(row.amount)}${row.disputed ? ' disputed' : ''}${booked.join('')}`);
    }
    for (const row of await listUnmatched(tx, { creditor, limit: 100 })) {
      lines.push(`waits: ${row.kind} ${money(row.amount)} of ${await nameOf(row.customerId)}`);
    }
    return lines;
  });
}

describe('the example mappings read the exports they are made for', () => {
  it('each of them has its file and what is expected of it', () => {
    const names = readdirSync(FOLDER).flatMap((file) => /^(.*)\.mapping\.yaml$/.exec(file)?.[1] ?? []);
    expect(names.sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  it.each(Object.entries(EXPECTED))('%s', async (name, { file, currency, books }) => {
    await publish(name, currency);
    expect(await takeInAll(name, file)).toEqual([]);
    expect(await booksOf(name, currency)).toEqual(books);
    // Reading it again books nothing twice.
    expect(await takeInAll(name, file)).toEqual([]);
    expect(await booksOf(name, currency)).toEqual(books);
  });

  it('and the documentation lists them', async () => {
    const text = await readFile('docs/files.md', 'utf8');
    for (const name of Object.keys(EXPECTED))
      expect(text).toContain(`(../examples/mappings/${name}.mapping.yaml)`);
  });

  it.each(Object.entries(EXPECTED))(
    'and what is guessed of %s finds its columns, too',
    async (name, { file }) => {
      const guess = await guessMapping(join(FOLDER, file), { kind: 'invoices', year: 2026 });
      if (!guess.ok) throw new Error(guess.reason);
      const { invoices } = await mappingOf(name);
      for (const field of ['number', 'customer', 'issuedOn', 'dueOn']) {
        const source = invoices?.columns.get(field);
        const column = source !== undefined && 'columns' in source ? source.columns[0] : '';
        expect(guess.yaml).toMatch(new RegExp(`${field}: .*${column?.replace(/[.()]/g, '\\$&')}`));
      }
    },
  );
});
