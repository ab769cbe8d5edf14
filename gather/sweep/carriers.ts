import {
  caseWorkflowId,
  invoiceWorkflowId,
  parseCaseWorkflowId,
  parseInvoiceWorkflowId,
} from '../../contracts/ids.ts';
import type { CarrierType, RunningWorkflows } from '../../contracts/running-workflows.ts';
import { WorkflowType } from '../../contracts/task-queues.ts';
import type { Database } from '../../db/database.ts';
import { type Page, pages } from '../../db/pages.ts';
import {
  type Carried,
  type CarriedKind,
  carriedAfter,
  countCarried,
  knownAmong,
  type Named,
} from '../../db/sweep/carried.ts';

/** As many ids as one question names, and one page of the server's list holds. */
const PAGE = 1000;

/** One kind of rows, and the workflows that carry them. */
export interface Carriers {
  readonly kind: CarriedKind;
  readonly type: CarrierType;
  workflowIdOf(of: Named): string;
  /** Undefined for an id of another form: no row can have it. */
  namedBy(workflowId: string): Named | undefined;
  /** As people call one. */
  says(of: Named): string;
}

export const CARRIERS: readonly Carriers[] = [
  {
    kind: 'invoices',
    type: WorkflowType.INVOICE,
    workflowIdOf: ({ creditor, name }) => invoiceWorkflowId(creditor, name),
    namedBy: (id) => {
      const ref = parseInvoiceWorkflowId(id);
      return ref === undefined ? undefined : { creditor: ref.creditor, name: ref.number };
    },
    says: ({ creditor, name }) => `invoice ${name} of ${creditor}`,
  },
  {
    kind: 'cases',
    type: WorkflowType.CASE,
    workflowIdOf: ({ creditor, name }) => caseWorkflowId(creditor, name),
    namedBy: (id) => {
      const ref = parseCaseWorkflowId(id);
      return ref === undefined ? undefined : { creditor: ref.creditor, name: ref.reference };
    },
    says: ({ creditor, name }) => `case ${name} of ${creditor}`,
  },
];

/** How many more the books say are carried than the server runs; below zero when it runs more. */
export async function lackingOf(db: Database, server: RunningWorkflows, of: Carriers): Promise<number> {
  const carried = await db.read((tx) => countCarried(tx, of.kind));
  return carried - (await server.countRunning(of.type));
}

/**
 * Rows that say that a workflow carries them though the server runs none: terminated, deleted, failed, or never
 * there. Page by page from behind a row on; each page comes with the last row that was looked at.
 */
export async function* lostAfter(
  db: Database,
  server: RunningWorkflows,
  of: Carriers,
  from: number,
): AsyncGenerator<{ readonly lost: readonly Carried[]; readonly lastId: number }> {
  const read = (page: Page) => db.read((tx) => carriedAfter(tx, of.kind, page));
  for await (const page of pages({ limit: PAGE, afterId: from }, read)) {
    const running = await server.runningAmong(page.map((row) => of.workflowIdOf(row)));
    const lost = page.filter((row) => !running.has(of.workflowIdOf(row)));
    yield { lost, lastId: page.at(-1)?.id ?? from };
  }
}

/** More than these lag behind by no moment: that is how it is. */
const MOST_ASKED = 50;

/**
 * Leaves out rows whose workflow runs after all, or that moved on meanwhile: the server's lists lag behind by moments,
 * and what has just been started or ended is nothing to report.
 */
export async function stillLost(
  db: Database,
  server: RunningWorkflows,
  of: Carriers,
  lost: readonly Carried[],
): Promise<readonly Carried[]> {
  if (lost.length > MOST_ASKED) return lost;
  const still: Carried[] = [];
  for (const row of lost) {
    if (await server.runs(of.workflowIdOf(row))) continue;
    const [now] = await db.read((tx) => carriedAfter(tx, of.kind, { afterId: row.id - 1, limit: 1 }));
    if (now?.id === row.id) still.push(row);
  }
  return still;
}

/** Running workflows of what is not in the books, the newest first, page by page. */
export async function* strays(
  db: Database,
  server: RunningWorkflows,
  of: Carriers,
): AsyncGenerator<readonly string[]> {
  for await (const ids of server.eachRunning(of.type)) {
    const named = ids.map(of.namedBy).filter((one) => one !== undefined);
    const known = await db.read((tx) => knownAmong(tx, of.kind, named));
    const inBooks = new Set(known.map(of.workflowIdOf));
    const ofNobody = ids.filter((id) => !inBooks.has(id));
    if (ofNobody.length > MOST_ASKED) yield ofNobody;
    else {
      const asked = await Promise.all(ofNobody.map((id) => server.runs(id)));
      yield ofNobody.filter((_, i) => asked[i]);
    }
  }
}
