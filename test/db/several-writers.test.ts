import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const ROOMS = ['activities', 'api', 'cli', 'db', 'gather', 'intake', 'read', 'rehearsal', 'worker'];

interface Source {
  readonly file: string;
  readonly text: string;
}

function sourcesOf(rooms: readonly string[]): readonly Source[] {
  return rooms.flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => ({ file: `${room}/${name}`, text: readFileSync(join(ROOT, room, name), 'utf8') })),
  );
}

/** How often something is found in each file that has it. */
function counted(rooms: readonly string[], count: (source: Source) => number): Record<string, number> {
  const found = sourcesOf(rooms).map((source) => [source.file, count(source)] as const);
  return Object.fromEntries(found.filter(([, times]) => times > 0));
}

const timesOf = (all: Readonly<Record<string, readonly [number, string]>>) =>
  Object.fromEntries(Object.entries(all).map(([file, [times]]) => [file, times]));

/*
 * Where several write at once, a row whose transaction took longer shows only after rows with higher ids. So an id is no
 * mark behind which all is new: who reads behind one begins from the first each time, or reads rows of which only one
 * at a time is written.
 */
describe('Rows behind an id', () => {
  const ANEW = 'a list, from its first page on each time';
  const TURNS = 'the mark is kept, and behind the last row it begins from the first again';
  const BEHIND: Readonly<Record<string, readonly [number, string]>> = {
    'db/agreements.ts': [1, ANEW],
    'db/books/case-checks.ts': [1, ANEW],
    'db/case/debtor-cases.ts': [1, ANEW],
    'db/case/facts.ts': [2, 'bookings on the invoices of one customer: written one transaction at a time'],
    'db/case/hand-tasks.ts': [1, ANEW],
    'db/case/settlement.ts': [1, ANEW],
    'db/case/wake.ts': [
      2,
      'wakes until a pass from the first finds none, cases from the first at each sweep',
    ],
    'db/effects/lists.ts': [1, 'letters of one invoice'],
    'db/filtered-list.ts': [1, `${ANEW}; signals asked after: ${TURNS}`],
    'db/invoice/ended-obstacles.ts': [1, 'invoices kept back of a creditor, for which each page runs alone'],
    'db/invoice/invoice-lists.ts': [1, 'from the first at each sweep'],
    'db/invoice/wake.ts': [1, 'wakes until a pass from the first finds none'],
    'db/intake/unmatched.ts': [2, ANEW],
    'db/rehearsal/cases.ts': [1, 'a rehearsal'],
    'db/rehearsal/rehearsal.ts': [2, 'a rehearsal'],
    'db/signals/arrears.ts': [
      1,
      'customers of a creditor: they come with transactions that run alone for it',
    ],
    'db/signals/disconnections.ts': [1, ANEW],
    'db/signals/evaluation.ts': [3, 'customers of a creditor, as above'],
    'db/signals/lists.ts': [2, `${ANEW}; signals asked after: ${TURNS}`],
    'db/signals/prepared-signals.ts': [2, `${ANEW}; customers of a creditor, as above`],
    'db/signals/retention.ts': [2, 'consents of one customer'],
    'db/signals/runs.ts': [1, 'customers of a creditor, as above'],
    'db/signals/sends.ts': [1, ANEW],
    'db/signals/taken-back.ts': [1, 'customers of a creditor, as above'],
    'db/sweep/carried.ts': [2, TURNS],
    'db/sweep/due-work.ts': [2, 'a hint that something moved, beside what is due'],
  };
  const READS_BEHIND =
    /\b[gl]te?\(\s*\w+\.id\b|\.id\}? ?[<>]=? ?(\$\{|:|\()|\b(customer_)?id > :|\bmax\(\s*(\$\{)?\w+\.id\b/g;

  it('are read by these statements alone; another one needs its reason here', () => {
    expect(counted(['db'], ({ text }) => text.match(READS_BEHIND)?.length ?? 0)).toEqual(timesOf(BEHIND));
  });

  it('are not read behind a mark that the books keep, but by these; another one needs its reason here', () => {
    const kept = counted(ROOMS, ({ file, text }) =>
      file === 'db/settings.ts' ? 0 : (text.match(/\bsetSetting\(/g)?.length ?? 0),
    );
    expect(kept).toEqual({
      // A rehearsal.
      'activities/intake/decide-all.ts': 1,
      // Behind the last row they begin from the first again.
      'activities/signals/collect-answers.ts': 1,
      'activities/sweep/compare-with-server.ts': 1,
      // No ids: which outbox and which server the machines share, and what a Schedule was told.
      'db/workers/outbox.ts': 1,
      'db/workers/server.ts': 1,
      'worker/signal-schedules.ts': 1,
    });
  });
});

describe('A transaction', () => {
  const ALONE: Readonly<Record<string, readonly [number, string]>> = {
    'activities/intake/decide-all.ts': [1, 'a rehearsal'],
    'activities/sweep/sweep-case-requests.ts': [1, 'requests of all creditors'],
    'activities/sweep/sweep-documents.ts': [
      1,
      'contents are nobody’s, and any case may be given one meanwhile',
    ],
    'activities/sweep/tell-failing.ts': [1, 'tasks of invoices and cases of all creditors'],
    'cli/channels/publish.ts': [1, 'channels of a creditor, or of all'],
    'cli/start/collectors.ts': [1, 'configurations of all creditors'],
    'rehearsal/drive.ts': [3, 'a rehearsal'],
    'rehearsal/rehearse.ts': [1, 'a rehearsal'],
    'rehearsal/script.ts': [2, 'a rehearsal'],
    'worker/adopt-server.ts': [1, 'all invoices and cases'],
  };

  it('says what it is about; one that runs alone on all books needs its reason here', () => {
    const aloneIn = ({ file, text }: Source) => {
      if (!text.includes('.transaction(')) return 0;
      let times = 0;
      const look = (node: ts.Node): void => {
        if (ts.isCallExpression(node) && isOfTheBooks(node.expression) && node.arguments.length < 2) times++;
        ts.forEachChild(node, look);
      };
      look(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
      return times;
    };
    expect(counted(ROOMS, aloneIn)).toEqual(timesOf(ALONE));
  });
});

/** `db.transaction`, on whatever it lies. */
function isOfTheBooks(called: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(called) && called.name.text === 'transaction';
}
