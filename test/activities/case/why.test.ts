import { describe, expect, it } from 'vitest';
import type { CaseRule } from '../../../domain/case/checks/check.ts';
import type { CaseFacts } from '../../../domain/case/facts.ts';
import { nextCaseStep } from '../../../domain/case/next-step.ts';
import { settleCase } from '../../../domain/case/settle.ts';
import { explainCase } from '../../../domain/case/why.ts';
import { situation } from '../../../domain/kernel/situation.ts';
import { configurationChoice } from '../../../gather/case/configuration-choice.ts';
import { gatherCase } from '../../../gather/case/gather-case.ts';
import { createSources } from '../../../gather/sources.ts';
import { acme } from '../../db/samples.ts';
import { CaseDesk, HTTPS } from './case-desk.ts';

const REVIEWED = { ...HTTPS, skipReview: false };

/** The rules that fail, by what they say, and what comes next. */
async function why(
  desk: CaseDesk,
  reference: string,
  changed: (facts: CaseFacts) => CaseFacts = (facts) => facts,
) {
  return desk.db.read(async (tx) => {
    const gathered = await gatherCase(tx, createSources(false), { creditor: 'acme', reference }, desk.now);
    const { row, calendar } = gathered;
    const { facts } = settleCase(situation({ facts: changed(gathered.facts), calendar }, desk.now));
    const choice = await configurationChoice(tx, row, calendar.dayOf(desk.now));
    const checks = explainCase(situation({ facts, calendar }, desk.now), choice);
    const failed = checks.filter(({ passes }) => !passes);
    expect(checks.every(({ says }) => says.length > 5)).toBe(true);
    return {
      checks,
      fails: Object.fromEntries(failed.map(({ rule, says }) => [rule, says])) as Partial<
        Record<CaseRule, string>
      >,
      plan: nextCaseStep(situation({ facts, calendar }, desk.now)),
    };
  });
}

describe('why nothing happens to a case', () => {
  it('in preparation: nobody has prepared it, and a review comes first', async () => {
    const desk = await CaseDesk.open(acme, [REVIEWED]);
    const reference = await desk.create();
    const { fails, checks } = await why(desk, reference);
    expect(fails).toEqual({
      PREPARED: 'Nobody has marked it as prepared.',
      REVIEWED: 'It has to be reviewed once it is prepared.',
    });
    expect(checks).toContainEqual({ rule: 'CONFIGURATION', passes: true, says: 'It would go to agency.' });
    expect(checks).toContainEqual({ rule: 'SOMETHING_OPEN', passes: true, says: '120.00 CHF are open.' });
  });

  it('when no configuration matches', async () => {
    const elsewhere = { ...HTTPS, conditions: [{ kind: 'currency', oneOf: ['SEK'] }] } as const;
    const desk = await CaseDesk.open(acme, [elsewhere]);
    const reference = await desk.create();
    await desk.say(reference, 'markAsPrepared');
    const { fails } = await why(desk, reference);
    expect(fails).toMatchObject({
      CONFIGURATION: 'No collector configuration matches; looked at agency.',
      PREPARED: expect.stringMatching(/waits for a configuration/),
      NOBODY_NEEDED: expect.stringMatching(/publish one/),
    });
  });

  it('in review: nobody has reviewed it', async () => {
    const desk = await CaseDesk.open(acme, [REVIEWED]);
    const reference = await desk.create();
    await desk.say(reference, 'markAsPrepared');
    expect((await why(desk, reference)).fails).toEqual({ REVIEWED: 'Nobody has marked it as reviewed.' });
  });

  it('paused, with the reason and until when', async () => {
    const desk = await CaseDesk.open();
    const reference = await desk.create();
    await desk.say(reference, 'pause', { until: '2026-07-01' });
    expect((await why(desk, reference)).fails).toMatchObject({
      NOT_HELD: 'Paused: case (OPERATOR) from 2026-06-01 until 2026-07-01.',
    });
  });

  it('on its way: the order was not taken', async () => {
    const desk = await CaseDesk.open();
    const reference = await desk.create();
    desk.collector.answers = [new Error('away')];
    await desk.say(reference, 'markAsPrepared');
    expect((await why(desk, reference)).fails).toEqual({
      ORDERED: expect.stringMatching(/^The order was not taken in 1 attempt; the next one is at 2026-06-01T/),
    });
  });

  it('with the collector: it has to accept, then it is only waited for', async () => {
    const desk = await CaseDesk.open();
    const reference = await desk.create();
    desk.collector.usually = 'handed over';
    await desk.say(reference, 'markAsPrepared');
    expect((await why(desk, reference)).fails).toEqual({
      ACCEPTED: 'The collector has the order and has not accepted it yet.',
    });
    await desk.report(reference, {});
    const { checks, fails } = await why(desk, reference);
    expect(fails).toEqual({});
    expect(checks).toContainEqual({
      rule: 'NOT_TIMED_OUT',
      passes: true,
      says: 'It times out on 2027-06-01.',
    });
  });

  it('when the principal is paid, and when a withdrawal was asked for', async () => {
    const desk = await CaseDesk.open();
    const reference = await desk.create();
    await desk.say(reference, 'markAsPrepared');
    desk.collector.usually = 'handed over';
    await desk.say(reference, 'withdraw', { reason: 'settled' });
    expect((await why(desk, reference)).fails).toMatchObject({
      NOT_WITHDRAWN: expect.stringMatching(/has not acknowledged it yet/),
    });
    await desk.say(reference, 'addCollectedAmount', { amount: '120.00', externalId: 'r' });
    expect((await why(desk, reference)).fails).toMatchObject({
      PRINCIPAL_OPEN: 'The principal is paid: a person decides about the rest.',
      SOMETHING_OPEN: 'Nothing is open any more.',
    });
  });

  it('when it is over: nothing else counts', async () => {
    const desk = await CaseDesk.open();
    const reference = await desk.create();
    await desk.say(reference, 'close', { reason: 'x' });
    expect((await why(desk, reference)).checks).toEqual([
      { rule: 'GOES_ON', passes: false, says: 'The case is closed (UNCOLLECTED).' },
    ]);
  });
});

it('a case whose rules all pass goes to its collector now; one that fails keeps it back', async () => {
  const desk = await CaseDesk.open();
  const reference = await desk.create();
  await desk.say(reference, 'pause');
  await desk.say(reference, 'markAsPrepared');
  const held = await why(desk, reference);
  expect(Object.keys(held.fails)).toEqual(['NOT_HELD']);
  expect(held.plan).toMatchObject({ step: 'waitForCase', at: null, because: 'HELD' });
  const free = await why(desk, reference, (facts) => ({ ...facts, holds: [] }));
  expect(free.fails).toEqual({});
  expect(free.plan).toMatchObject({ step: 'orderCollection', at: desk.now });
});
