import { describe, expect, it } from 'vitest';
import {
  type BooksOfLine,
  differenceOf,
  notInFile,
  repeated,
  type SettledLine,
} from '../../../domain/case/reconcile.ts';

const line: SettledLine = {
  line: 7,
  case: '2026/001-1',
  receipt: 'R-1',
  receivedOn: 20_515,
  amount: 12_500,
  currency: 'EUR',
};
const books: BooksOfLine = {
  state: 'PROCESSING',
  isDeactivated: false,
  currency: 'EUR',
  collector: 'partner',
  booked: 12_500,
};

describe('A line of a settlement file', () => {
  it.each<[string, BooksOfLine | undefined, string, string]>([
    ['of an unknown case', undefined, 'UNKNOWN_CASE', 'There is no such case.'],
    [
      'of a case with another collector',
      { ...books, collector: 'agency' },
      'OTHER_COLLECTOR',
      'The case is with agency; the file is from partner.',
    ],
    [
      'of a case that was never prepared',
      { ...books, collector: null, booked: null },
      'OTHER_COLLECTOR',
      'The case has no collector yet; the file is from partner.',
    ],
    [
      'in another currency',
      { ...books, currency: 'SEK', booked: null },
      'CURRENCY',
      'The case is in SEK, the file says EUR.',
    ],
    [
      'of a case that is closed',
      { ...books, state: 'CLOSED', booked: null },
      'CASE_ENDED',
      'The case is CLOSED: no further money can be collected on it.',
    ],
    [
      'of a case that failed',
      { ...books, state: 'FAILED', booked: null },
      'CASE_ENDED',
      'The case is FAILED: no further money can be collected on it.',
    ],
    [
      'of a deactivated case, which still takes money',
      { ...books, state: 'CLOSED', isDeactivated: true, booked: null },
      'NOT_BOOKED',
      'The receipt is not booked.',
    ],
    ['that is not booked yet', { ...books, booked: null }, 'NOT_BOOKED', 'The receipt is not booked.'],
    [
      'booked with a cent less',
      { ...books, booked: 12_499 },
      'AMOUNT',
      'The file says 125.00, booked is 124.99.',
    ],
    [
      'booked with a cent more',
      { ...books, booked: 12_501 },
      'AMOUNT',
      'The file says 125.00, booked is 125.01.',
    ],
  ])('%s differs, and says how', (_, known, kind, says) => {
    const difference = differenceOf(line, known, 'partner');
    expect(difference).toMatchObject({ kind, line: 7, case: '2026/001-1', receipt: 'R-1', says });
    expect(difference?.inFile).toEqual({ amount: 12_500, currency: 'EUR' });
    const booked = known?.booked ?? null;
    expect(difference?.inBooks).toEqual(
      booked === null ? null : { amount: booked, currency: known?.currency },
    );
  });

  it.each<[string, BooksOfLine]>([
    ['under way', books],
    ['closed since', { ...books, state: 'CLOSED' }],
    ['deactivated since', { ...books, isDeactivated: true }],
  ])('agrees with the same amount booked on a case %s', (_, known) => {
    expect(differenceOf(line, known, 'partner')).toBeNull();
  });

  it('that repeats a receipt names the line before', () => {
    expect(repeated(line, 3)).toMatchObject({ kind: 'REPEATED', line: 7, inBooks: null });
    expect(repeated(line, 3).says).toMatch(/^Line 3 has this receipt already/);
  });

  it('that is missing is told by what is booked', () => {
    const { line: _, ...receipt } = line;
    expect(notInFile(receipt)).toEqual({
      kind: 'NOT_IN_FILE',
      line: null,
      case: '2026/001-1',
      receipt: 'R-1',
      inFile: null,
      inBooks: { amount: 12_500, currency: 'EUR' },
      says: 'Booked as received on 2026-03-03, but the file lacks it.',
    });
  });
});
