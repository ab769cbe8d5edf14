import { expect, test } from 'vitest';
import {
  blankReport,
  reportAfter,
  type ScriptedReport,
  type ScriptedReportKind,
} from '../../../domain/case/scripted-report.ts';
import { day } from '../invoice/an-invoice.ts';

const on = day('2026-06-03');
const after = (...reported: ScriptedReport[]) =>
  reported.reduce(
    (report, scripted) => reportAfter(report, scripted, { on, currency: 'EUR' }),
    blankReport('case/acme/1001-1/order'),
  );

test('each scripted report raises the revision and adds to all that was reported before', () => {
  const report = after(
    { does: 'collectorAccepts', reason: null },
    { does: 'collectorTakesStep', what: 'letter' },
    { does: 'collectorCharges', charge: 'cost', externalId: 'c1', amount: 4000 },
    { does: 'collectorCollects', externalId: 'r1', amount: 5000 },
    { does: 'collectorCollects', externalId: 'r2', amount: 2500 },
  );
  expect(report).toEqual({
    order: 'case/acme/1001-1/order',
    revision: 5,
    status: 'accepted',
    reason: null,
    steps: [{ id: 'step-2', what: 'letter', on }],
    charges: [{ id: 'c1', kind: 'cost', amount: 4000, currency: 'EUR', on }],
    receipts: [
      { id: 'r1', amount: 5000, currency: 'EUR', on },
      { id: 'r2', amount: 2500, currency: 'EUR', on },
    ],
    messages: [],
  });
});

test.each<[ScriptedReportKind, string]>([
  ['collectorAccepts', 'accepted'],
  ['collectorRejects', 'rejected'],
  ['collectorWithdraws', 'withdrawn'],
  ['collectorCloses', 'closed'],
])('%s makes the order %s, with its reason', (does, status) => {
  expect(after({ does, reason: 'why' } as ScriptedReport)).toMatchObject({
    status,
    reason: 'why',
    revision: 1,
  });
});
