import { describe, expect, it } from 'vitest';
import { decideCommand } from '../../../domain/invoice/decide-message.ts';
import { start } from '../../../domain/invoice/decision.ts';
import { caseEnded, caseStarted } from '../../../domain/invoice/end-of-case.ts';
import { parseCommand } from '../../../domain/invoice/messages/index.ts';
import { nextStep } from '../../../domain/invoice/next-step.ts';
import { settleInvoice } from '../../../domain/invoice/settle.ts';
import { explain } from '../../../domain/invoice/why.ts';
import { situation } from '../../../domain/kernel/situation.ts';
import { type Language, wordsIn } from '../../../templates/languages.ts';
import { livingInvoice } from './a-living-invoice.ts';
import { AnInvoice, aClaim, anInvoice, at, day, inMode } from './an-invoice.ts';

/** Approved on the list, then in a case that is over on 2026-04-02. */
function back(reason: 'CASE_ENDED' | 'CASE_DEACTIVATED'): AnInvoice {
  const claim = livingInvoice(aClaim('2026-03-11', { policy: inMode(30) })).until('2026-03-27 10:00');
  claim.ask('approve');
  return backFrom(new AnInvoice(claim.facts, inMode(30), anInvoice().calendar), reason);
}

function backFrom(invoice: AnInvoice, reason: 'CASE_ENDED' | 'CASE_DEACTIVATED'): AnInvoice {
  const { facts, calendar } = invoice;
  const author = { by: 'anna', commandId: null };
  const inCase = caseStarted(start(facts), situation({ calendar }, at('2026-03-27 11:00')), author);
  const { facts: after } = caseEnded(inCase, situation({ calendar }, at('2026-04-02 12:00')), reason, 'anna');
  return invoice.with({ ...after, holds: after.holds.map((hold, i) => ({ ...hold, id: i + 1 })) });
}

function resumed(invoice: AnInvoice): AnInvoice {
  const holds = invoice.facts.holds.map((hold) => ({ ...hold, releasedAt: at('2026-04-07 12:00') }));
  return invoice.with({ holds });
}

const NOW = at('2026-04-08 12:00');

function ask({ facts, policy, calendar }: AnInvoice, kind: Parameters<typeof parseCommand>[0], fields = {}) {
  const parsed = parseCommand(kind, { by: 'anna', ...fields }, 'c-1');
  if ('problem' in parsed) throw new Error(parsed.problem);
  const seen = settleInvoice(situation({ facts, policy, calendar }, NOW)).facts;
  const verdict = decideCommand(situation({ facts: seen, policy, calendar }, NOW), parsed.command);
  return verdict.refused === undefined ? verdict.says : `refused: ${verdict.refused}`;
}

function fails({ facts, policy, calendar }: AnInvoice, language: Language = 'en'): Record<string, string> {
  const checks = explain(situation({ facts, policy, calendar }, NOW), wordsIn(language).holds).filter(
    ({ passes }) => !passes,
  );
  return Object.fromEntries(checks.map(({ rule, says }) => [rule, says]));
}

describe('a case that takes an invoice', () => {
  it.each(['CASE_ENDED', 'CASE_DEACTIVATED'] as const)(
    'clears listing, approval and fixed mode (%s)',
    (reason) => {
      expect(back(reason).facts.state).toMatchObject({
        stage: 'NOTICED',
        listedOn: null,
        fixedMode: null,
        approvedAt: null,
        approvedBy: null,
      });
    },
  );

  it('clears them also where the transfer run hands it over', () => {
    const claim = livingInvoice(aClaim('2026-03-11', { policy: inMode(20) })).until('2026-04-01 12:00');
    expect(claim.state).toMatchObject({ stage: 'TRANSFERRED', listedOn: null, fixedMode: null });
  });
});

describe('an invoice back from its case', () => {
  it('has no approval to take back', () => {
    expect(ask(back('CASE_ENDED'), 'revokeApproval')).toBe(
      'refused: It is with no collector and not listed: there is no approval to take back. Its debt collection case ended on 2026-04-02: resume the invoices, then start a debt collection case.',
    );
  });

  it('is not approved: no transfer would follow', () => {
    expect(ask(resumed(back('CASE_ENDED')), 'approve')).toBe(
      'refused: No transfer follows an approval any more. Its debt collection case ended on 2026-04-02: start a debt collection case.',
    );
  });

  it('has no level to waive, also when its case was started before any', () => {
    const early = resumed(backFrom(anInvoice({ rehearsal: false }), 'CASE_ENDED'));
    expect(early.facts.state).toMatchObject({ stage: 'NOTICED', levelsDone: 0 });
    expect(ask(early, 'waiveLevel')).toMatch(
      /^refused: Its levels do not go on, so there is none to waive\. /,
    );
  });

  it('is not restarted while it is open, and restarted without a level it says that nothing follows', () => {
    expect(ask(back('CASE_ENDED'), 'restart')).toMatch(
      /^refused: Its debt collection case ended on 2026-04-02/,
    );
    const closed = livingInvoice(resumed(back('CASE_ENDED')), '2026-04-08 12:00');
    closed.ask('close', { reason: 'goodwill' });
    expect(closed.ask('restart')).toMatch(
      /^The claim is open again in round 2, and nothing follows by itself\./,
    );
    closed.ask('close', { reason: 'goodwill' });
    expect(closed.ask('restart', { level: 'reminder-1' })).toBe('The claim goes on in round 3.');
    expect(closed.until('2026-04-09 23:59').letters).toEqual(['reminder-1 on 2026-04-08']);
  });

  it('says in why that it is back, paused or resumed, in the operator’s language', () => {
    expect(fails(back('CASE_DEACTIVATED'))).toMatchObject({
      NOT_AFTER_CASE:
        'Debt collection case deactivated on 2026-04-02: resume the invoices, then start a debt collection case.',
      NOT_HELD: expect.stringContaining('Debt collection case deactivated'),
    });
    expect(fails(back('CASE_DEACTIVATED'), 'nl').NOT_AFTER_CASE).toMatch(/^Incassozaak gedeactiveerd on /);
    expect(fails(resumed(back('CASE_DEACTIVATED')))).toEqual({
      NOT_AFTER_CASE: 'Debt collection case deactivated on 2026-04-02: start a debt collection case.',
    });
    expect(fails(resumed(back('CASE_ENDED')))).toEqual({
      NOT_AFTER_CASE: 'Its debt collection case ended on 2026-04-02: start a debt collection case.',
    });
  });

  it('keeps one pause when a second case ends while the first one’s stands', () => {
    const twice = backFrom(back('CASE_ENDED').with({}), 'CASE_ENDED');
    expect(twice.facts.holds.filter(({ reason }) => reason === 'CASE_ENDED')).toHaveLength(1);
  });

  it('is closed by the clock when it is paused again for more than 60 days, though it has no deadline', () => {
    const early = resumed(backFrom(anInvoice({ rehearsal: false }), 'CASE_ENDED'));
    const claim = livingInvoice(early, '2026-04-08 12:00');
    claim.ask('pause');
    expect(claim.until('2026-06-07 23:59').state.stage).toBe('NOTICED');
    expect(claim.until('2026-06-08 00:00').state).toMatchObject({ closeReason: 'EXPIRED_60_DAYS' });
  });
});

describe('a claim whose notice came back, under a policy with one reminder more', () => {
  const levels = ['reminder-1', 'reminder-2', 'reminder-3', 'notice'].map((name, i) => ({
    name,
    kind: name === 'notice' ? ('notice' as const) : ('reminder' as const),
    daysAfterDue: 7 * (i + 1),
    ...(i === 0 ? {} : { minDaysSincePrevious: 7 }),
    ...(name === 'notice' ? { paymentDays: 14 } : {}),
  }));
  const bounced = () => {
    const policy = { ...inMode(20), levels };
    const state = { stage: 'NOTICED', levelsDone: 2, anchorOn: day('2026-03-02') } as const;
    return livingInvoice(anInvoice({ policy, state }), '2026-04-08 08:00');
  };

  it('gets that reminder, then the notice', () => {
    const claim = bounced();
    expect(claim.until('2026-04-08 17:00').state).toMatchObject({ stage: 'REMINDED', levelsDone: 3 });
    claim.until('2026-04-15 17:00');
    expect(claim.letters).toEqual(['reminder-3 on 2026-04-08', 'notice on 2026-04-15']);
    expect(claim.state.stage).toBe('NOTICED');
  });

  it('may have it waived', () => {
    const claim = bounced();
    expect(claim.ask('waiveLevel')).toMatch(/^Level reminder-3 is waived/);
    expect(claim.until('2026-04-15 17:00').letters).toEqual(['notice on 2026-04-15']);
  });

  it('has no clock of 60 days until its notice is delivered again', () => {
    const claim = bounced();
    claim.ask('pause');
    const { facts } = claim;
    const plan = nextStep(
      situation(
        { facts, policy: { ...inMode(20), levels }, calendar: anInvoice().calendar },
        at('2026-07-08 12:00'),
      ),
    );
    expect(plan).toEqual({ step: 'wait', at: null, because: 'HELD' });
  });
});
