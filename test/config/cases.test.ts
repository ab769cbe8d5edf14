import { describe, expect, it } from 'vitest';
import { policyHash } from '../../config/hash.ts';
import { readCreditor } from '../../config/load.ts';
import { writeCreditor } from '../../config/write-creditor.ts';
import { creditorFile, problemsOf } from './creditor-file.ts';

const withCases = (written: string) => creditorFile('  transfer:', `  cases: ${written}\n  transfer:`);
const read = (source: string) => {
  const result = readCreditor(source);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.creditor;
};

describe('the cases section of a creditor file', () => {
  it('is read with the defaults of what it leaves out', () => {
    const { policy } = read(withCases('{ onPrincipalPaid: complete, waiveCostsAfterDays: 14 }'));
    expect(policy.cases).toEqual({
      onPrincipalPaid: 'complete',
      waiveCostsAfterDays: 14,
      processingTimeoutDays: 365,
      largestDocument: 10_485_760,
    });
  });

  it.each([
    '{}',
    '{ onPrincipalPaid: pause, processingTimeoutDays: 365, largestDocument: 10 MiB }',
    '{ largestDocument: 10240 KiB }',
  ])('makes no new version when it says what holds anyway: %s', (written) => {
    const { policy } = read(withCases(written));
    expect(policy).not.toHaveProperty('cases');
    expect(policyHash(policy)).toBe(policyHash(read(creditorFile()).policy));
  });

  it.each([
    '{ largestDocument: 1 KiB }',
    '{ largestDocument: 100 MiB, processingTimeoutDays: 1 }',
    '{ onPrincipalPaid: complete, waiveCostsAfterDays: 0 }',
  ])('written again says the same: %s', (written) => {
    const creditor = read(withCases(written));
    expect(read(writeCreditor(creditor))).toEqual(creditor);
  });

  it.each<[string, string]>([
    [
      '{ onPrincipalPaid: paus }',
      'f.yaml:14: policy.cases.onPrincipalPaid: "paus" is no choice; write pause or complete; did you mean pause?',
    ],
    [
      '{ waiveCostsAfterDays: 14 }',
      'f.yaml:14: policy.cases.waiveCostsAfterDays: 14 belongs to onPrincipalPaid: complete; leave it out, or write that',
    ],
    [
      '{ onPrincipalPaid: complete, waiveCostsAfterDays: -1 }',
      'f.yaml:14: policy.cases.waiveCostsAfterDays: -1 is no number of days; write a whole number from 0 to 3650',
    ],
    [
      '{ processingTimeoutDays: 0 }',
      'f.yaml:14: policy.cases.processingTimeoutDays: 0 is no number of days; write a whole number from 1 to 3650',
    ],
    [
      '{ largestDocument: 10 MB }',
      'f.yaml:14: policy.cases.largestDocument: "10 MB" is no size; write one such as "10 MiB" or "500 KiB"',
    ],
    [
      '{ largestDocument: 101 MiB }',
      'f.yaml:14: policy.cases.largestDocument: "101 MiB" is too large; write at most "100 MiB"',
    ],
    [
      '{ processingTimeout: 365 }',
      'f.yaml:14: policy.cases.processingTimeout: 365 is no known key; did you mean processingTimeoutDays?',
    ],
  ])('is refused as %s', (written, message) => {
    expect(problemsOf(withCases(written))).toEqual([message]);
  });
});
