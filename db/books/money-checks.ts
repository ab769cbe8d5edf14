import { MatchKind } from '../../domain/intake/matching/match.ts';
import { type MatchWithUndo, matchesOf } from '../intake/matches.ts';
import { type UnmatchedRow, unmatchedAfter } from '../intake/unmatched.ts';
import { findEntry } from '../invoice/ledger.ts';
import type { Page } from '../pages.ts';
import type { Tx } from '../tx.ts';
import type { CheckedRow } from './problem.ts';

/** Checks one page of unmatched money, settled or not, against its matches and what those booked. */
export async function checkMoneyPage(tx: Tx, page: Page): Promise<readonly CheckedRow[]> {
  const checked: CheckedRow[] = [];
  for (const row of await unmatchedAfter(tx, page)) {
    const { id, creditor } = row;
    const matches = await matchesOf(tx, id);
    const found = [...sums(row, matches), ...(await bookings(tx, row, matches))];
    checked.push({
      id,
      problems: found.map((problem) => ({ creditor, number: `unmatched ${id}`, problem })),
    });
  }
  return checked;
}

function sums({ amount, settled, matchedAt }: UnmatchedRow, matches: readonly MatchWithUndo[]): string[] {
  const problems: string[] = [];
  const inForce = matches.filter(({ undoneAt }) => undoneAt === null);
  const sum = inForce.reduce((total, match) => total + match.amount, 0);
  if (sum !== settled) problems.push(`It says that ${settled} is settled, its matches in force say ${sum}.`);
  if (sum > amount) problems.push(`${sum} of it is matched, but it is ${amount}.`);
  if ((matchedAt !== null) !== (settled === amount)) {
    problems.push(
      `${amount - settled} of it waits, but the row says ${matchedAt === null ? 'that it waits' : 'that nothing does'}.`,
    );
  }
  return problems;
}

/** Every match stands in the ledger once, and one that was taken back has its opposite there. */
async function bookings(tx: Tx, row: UnmatchedRow, matches: readonly MatchWithUndo[]): Promise<string[]> {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const { kind, externalId, invoiceId, amount, undoneAt } of matches) {
    if (kind !== MatchKind.INVOICE || externalId === null) continue;
    if (seen.has(externalId)) problems.push(`The booking ${externalId} is matched twice.`);
    seen.add(externalId);
    for (const id of undoneAt === null ? [externalId] : [externalId, `${externalId}/undone`]) {
      const entry = await findEntry(tx, row.creditor, id);
      if (entry?.invoiceId !== invoiceId || entry.amount !== amount) {
        problems.push(`The booking ${id} of a match is not in the ledger of its invoice with its amount.`);
      }
    }
  }
  return problems;
}
