import { readCreditor } from '../../config/load.ts';
import { formatProblem } from '../../config/problem.ts';

const FILE = `creditor: acme
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
  sending: { from: "09:00", until: "17:00" }
  transfer: { mode: 20, workingDays: 3, at: "13:00", closeAfterDays: 60 }
`;

/** A sound creditor file, with one text in it replaced. */
export function creditorFile(from = '', to = from): string {
  if (!FILE.includes(from)) throw new Error(`not in the file: ${from}`);
  return FILE.replace(from, () => to);
}

/** The problems of a file as people read them. */
export function problemsOf(source: string): string[] {
  const result = readCreditor(source);
  return result.ok ? [] : result.problems.map((problem) => formatProblem('f.yaml', problem));
}
