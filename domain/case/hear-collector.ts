import type { Situation } from '../kernel/situation.ts';
import { asked, askedInVain } from './asking.ts';
import type { CaseDecision } from './decision.ts';
import type { CaseFacts } from './facts.ts';
import { readReport, reportRefused } from './read-report.ts';
import type { CollectorReport } from './report.ts';
import { settle, settleCase } from './settle.ts';

/** What came of asking a collector for its state. */
export interface CollectorAnswer {
  readonly report: CollectorReport | null;
  /** Why what it says, or part of it, cannot be read. */
  readonly refused: string | null;
  /** Why it could not be asked. */
  readonly failed: string | null;
}

/** Takes in the reports that lie here, and what the collector said when it was asked; null when it was not. */
export function hearCollector(
  situation: Situation<CaseFacts>,
  unread: readonly CollectorReport[],
  answer: CollectorAnswer | null,
): CaseDecision {
  const answered = answer?.report ?? null;
  const reports = answered === null ? unread : [...unread, answered];
  const inOrder = [...reports].sort((a, b) => a.revision - b.revision);
  const read = inOrder.reduce(
    (decision, report) => readReport(decision, report, situation),
    settleCase(situation),
  );
  const refused = answer?.refused ?? null;
  const told = refused === null ? read : reportRefused(read, refused, situation);
  const noted = noteAsking(told, answer, situation);
  return settle({ ...noted, facts: { ...noted.facts, hasReports: false } }, situation);
}

function noteAsking(
  decision: CaseDecision,
  answer: CollectorAnswer | null,
  situation: Situation<CaseFacts>,
): CaseDecision {
  if (answer === null) return decision;
  if (answer.failed === null) return asked(decision, situation.asOf);
  return askedInVain(decision, answer.failed, situation);
}
