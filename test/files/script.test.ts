import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../config/problem.ts';
import { CASE_FORMS, INVOICE_FORMS } from '../../contracts/message-forms.ts';
import { START_CASE } from '../../contracts/script.ts';
import type { CaseCommandKind } from '../../domain/case/messages/index.ts';
import { parseCaseCommand } from '../../domain/case/messages/index.ts';
import { ScriptedReportKind } from '../../domain/case/scripted-report.ts';
import { CommandKind, parseCommand } from '../../domain/invoice/messages/index.ts';
import { exampleOf, type MessageForm } from '../../domain/kernel/message.ts';
import { readScript } from '../../files/script.ts';
import { doingsOf } from '../../files/script-schema.ts';

/** One event for each thing that can be done, with all its fields. */
const INVOICE_EVENTS: Readonly<Record<string, string>> = {
  pause: 'reason: DISPUTE, kind: full, from: 2026-05-01, until: 2026-06-01, note: "the boiler"',
  resume: 'reason: DISPUTE',
  approve: 'reason: "looked at it"',
  revokeApproval: '',
  close: 'reason: "settled by phone"',
  restart: 'level: reminder-2, reason: "did not pay after all"',
  changeDueDate: 'dueOn: 2026-07-01',
  waiveLevel: 'level: reminder-2',
};
const CASE_EVENTS: Readonly<Record<string, string>> = {
  markAsPrepared: '',
  markAsReviewed: '',
  sendBack: 'reason: "the contract is missing"',
  addCollectedAmount: 'amount: "50.00", externalId: r1, receivedOn: 2026-05-02',
  collected: 'amount: "50.00", externalId: r1',
  addCharge: 'charge: cost, amount: "40.00", externalId: c1',
  close: 'reason: "settled", outcome: PARTLY_COLLECTED',
  pause: 'reason: "payment plan", until: 2026-06-01',
  resume: '',
  withdraw: 'reason: "paid to us"',
  deactivate: 'acknowledged: [published, stepsTaken], reason: "wrong debtor"',
  waive: 'credit: true, reason: goodwill',
  message: 'text: "moved to Utrecht"',
  delete: '',
  collectorAccepts: '',
  collectorRejects: 'reason: "no such address"',
  collectorCollects: 'amount: "50.00", externalId: r1',
  collectorCharges: 'charge: interest, amount: "1.25", externalId: i1',
  collectorTakesStep: 'what: letter',
  collectorWithdraws: 'reason: "as asked"',
  collectorCloses: '',
};

/** The fields of a message as its own example has them, where none are written here. */
function fieldsOf(
  written: Readonly<Record<string, string>>,
  does: string,
  forms: readonly MessageForm[],
): string {
  const form = forms.find(({ kind }) => kind === does);
  if (written[does] !== undefined || form === undefined) return written[does] ?? '';
  const { by: _, version: __, ...example } = exampleOf(form);
  return Object.entries(example)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(', ');
}

const lineOf = (target: string, does: string, fields: string) =>
  `- { on: 2026-05-12, ${target}: "1001", do: ${does}${fields === '' ? '' : `, ${fields}`} }`;

function eventOf(line: string) {
  const script = readScript(line, 'EUR');
  if (!script.ok)
    throw new Error(script.problems.map((problem) => formatProblem('s.yaml', problem)).join('\n'));
  return script.events[0]!;
}

function problemsOf(text: string): string[] {
  const script = readScript(text, 'EUR');
  return script.ok ? [] : script.problems.map((problem) => formatProblem('s.yaml', problem));
}

describe('a script', () => {
  it('knows everything that an operator can ask of an invoice, and a message that the engine takes', () => {
    const byOthers: readonly string[] = [CommandKind.ledgerChanged, CommandKind.reconsider];
    // In a rehearsal every letter arrives: there is none to send again.
    const needless: readonly string[] = [CommandKind.resend];
    const commands = Object.values(CommandKind).filter((kind) => ![...byOthers, ...needless].includes(kind));
    expect([...doingsOf('invoice')].sort()).toEqual([...commands, START_CASE].sort());
    for (const does of commands) {
      const event = eventOf(lineOf('invoice', does, fieldsOf(INVOICE_EVENTS, does, INVOICE_FORMS)));
      expect(parseCommand(event.does as CommandKind, { ...event.body, by: 'script' }, 's')).toHaveProperty(
        'command',
      );
    }
  });

  it('knows what is done to a case by the operator, and a message that the engine takes', () => {
    const deeds: readonly string[] = Object.values(ScriptedReportKind);
    for (const does of doingsOf('case').filter((one) => !deeds.includes(one))) {
      const event = eventOf(lineOf('case', does, fieldsOf(CASE_EVENTS, does, CASE_FORMS)));
      const message = { ...event.body, by: 'script', version: 1 };
      expect(parseCaseCommand(event.does as CaseCommandKind, message, 's')).toHaveProperty('command');
    }
    expect(eventOf(lineOf('case', 'collected', CASE_EVENTS.collected ?? '')).does).toBe('addCollectedAmount');
  });

  it('starts cases, with the collector that is asked for', () => {
    expect(
      eventOf(lineOf('invoice', 'startCase', 'environment: TEST, configuration: partner')),
    ).toMatchObject({
      does: 'startCase',
      body: { environment: 'TEST', configuration: 'partner' },
    });
  });

  it('knows everything that a collector does, with amounts in minor units', () => {
    for (const does of Object.values(ScriptedReportKind)) {
      expect(eventOf(lineOf('case', does, CASE_EVENTS[does] ?? '')).body).toMatchObject({ does });
    }
    expect(
      eventOf(lineOf('case', 'collectorCharges', CASE_EVENTS.collectorCharges ?? '')).body,
    ).toMatchObject({
      does: 'collectorCharges',
      charge: 'interest',
      amount: 125,
      externalId: 'i1',
    });
  });

  it('keeps the order of its lines, with the time of day where one is given', () => {
    const script = readScript(
      [
        '# what happened',
        '- { on: 2026-05-20, at: "10:30", invoice: "1002", do: approve }',
        '- on: 2026-05-12',
        '  case: "1001-1"',
        '  do: collectorAccepts',
      ].join('\n'),
      'EUR',
    );
    expect(script).toMatchObject({
      ok: true,
      events: [
        { line: 2, at: 630, invoice: '1002', case: null },
        { line: 3, at: null, invoice: null, case: '1001-1' },
      ],
    });
  });

  it('may say nothing at all: then cases go their way by themselves', () => {
    expect(readScript('[]', 'EUR')).toMatchObject({ ok: true, events: [] });
  });

  it.each([
    [lineOf('invoice', 'aprove', ''), 'do: "aprove" is nothing done to an invoice; did you mean approve?'],
    [
      lineOf('invoice', 'collectorAccepts', ''),
      'do: "collectorAccepts" is nothing done to an invoice; write case: instead of invoice:',
    ],
    [
      lineOf('case', 'approve', ''),
      'do: "approve" is nothing done to a case; write invoice: instead of case:',
    ],
    [
      lineOf('invoice', 'pause', 'untill: 2026-06-01'),
      'untill: "2026-06-01" is no known key; did you mean until?',
    ],
    [lineOf('invoice', 'pause', 'until: 2026-02-30'), 'until: "2026-02-30" is no date of the calendar'],
    [lineOf('invoice', 'pause', 'reason: DISPUT'), 'reason: "DISPUT" is no reason of a pause'],
    [lineOf('invoice', 'close', ''), 'reason: is missing; write a text'],
    [
      lineOf('case', 'collected', 'amount: 50.00, externalId: r1'),
      'amount: 50 is a number and must stand in quotes',
    ],
    [
      lineOf('case', 'collected', 'amount: "50.001", externalId: r1'),
      'amount: "50.001" has too many decimals',
    ],
    [lineOf('case', 'collected', 'amount: "0.00", externalId: r1'), 'amount: "0.00" must be more than zero'],
    [
      '- { on: 2026-05-12, invoice: 1001, do: approve }',
      'invoice: 1001 is a number and must stand in quotes',
    ],
    ['- { on: 2026-05-12, invoice: "1", case: "1", do: pause }', 'names both invoice and case'],
    ['- { on: 2026-05-12, do: pause }', 'names neither invoice nor case'],
    ['- { invoice: "1001", do: approve }', 'on: is missing; write one like 2026-12-24'],
    ['- { on: 2026-05-12, invoice: "1001" }', 'do: is missing; write what is done to the invoice: pause'],
    ['- approve', '"approve" is no event; write one such as'],
    ['approve: 1001', 'is no list of events'],
  ])('refuses %s with its line and what would be right', (text, problem) => {
    expect(problemsOf(text)).toEqual([expect.stringMatching(/^s.yaml:1: /)]);
    expect(problemsOf(text)[0]).toContain(problem);
  });

  it('reports every bad event, each with its own line', () => {
    const bad = [
      lineOf('invoice', 'aprove', ''),
      lineOf('invoice', 'approve', ''),
      lineOf('invoice', 'close', ''),
    ];
    expect(problemsOf(bad.join('\n')).map((problem) => problem.split(':')[1])).toEqual(['1', '3']);
  });
});
