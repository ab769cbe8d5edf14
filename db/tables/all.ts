import { getTableName, is } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import * as agreements from './agreements.ts';
import * as bank from './bank.ts';
import * as bulk from './bulk.ts';
import * as caseRequests from './case-requests.ts';
import * as cases from './cases.ts';
import * as channels from './channels.ts';
import * as collectors from './collectors.ts';
import * as creditors from './creditors.ts';
import * as customers from './customers.ts';
import * as disconnections from './disconnections.ts';
import * as disputes from './disputes.ts';
import * as documents from './documents.ts';
import * as effects from './effects.ts';
import * as endedObstacles from './ended-obstacles.ts';
import * as holds from './holds.ts';
import * as intake from './intake.ts';
import * as invoices from './invoices.ts';
import * as mail from './mail.ts';
import * as matches from './matches.ts';
import * as rehearsal from './rehearsal.ts';
import * as settings from './settings.ts';
import * as signalEvidence from './signal-evidence.ts';
import * as signals from './signals.ts';
import * as tasks from './tasks.ts';
import * as unmatched from './unmatched.ts';
import * as workers from './workers.ts';

/** Every file of tables beside this one. */
const FILES: readonly object[] = [
  ...[agreements, bank, bulk, caseRequests, cases, channels, collectors, creditors, customers],
  ...[disconnections, disputes, documents, effects, endedObstacles, holds, intake, invoices, mail, matches],
  ...[rehearsal, settings, signalEvidence, signals, tasks, unmatched, workers],
];

/** All tables, each after those that its rows refer to, and else by their names: what a file exports has no order. */
export const allTables: readonly SQLiteTable[] = inOrder(
  FILES.flatMap((file) => Object.values(file))
    .filter((one): one is SQLiteTable => is(one, SQLiteTable))
    .sort((a, b) => (getTableName(a) < getTableName(b) ? -1 : 1)),
);

function inOrder(tables: readonly SQLiteTable[]): readonly SQLiteTable[] {
  const ordered = new Set<SQLiteTable>();
  const add = (table: SQLiteTable) => {
    if (ordered.has(table)) return;
    for (const key of getTableConfig(table).foreignKeys) add(key.reference().foreignTable);
    ordered.add(table);
  };
  for (const table of tables) add(table);
  return [...ordered];
}
