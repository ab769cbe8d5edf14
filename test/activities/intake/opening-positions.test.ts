import { describe, expect, it } from 'vitest';
import { takeStep } from '../../../activities/actor/take-step.ts';
import { createActivities } from '../../../activities/create-activities.ts';
import { optOut } from '../../../activities/intake/take-opt-out.ts';
import { INVOICES } from '../../../activities/invoice/subject.ts';
import { findCaseByReference } from '../../../db/case/cases.ts';
import { caseEventsOf } from '../../../db/case/trail.ts';
import { effectsOf } from '../../../db/effects/effects.ts';
import { findHolds } from '../../../db/holds.ts';
import { findInvoiceByNumber, type InvoiceRow } from '../../../db/invoice/invoices.ts';
import { preparedOf } from '../../../db/signals/prepared-signals.ts';
import { findSignalSettings } from '../../../db/signals/settings.ts';
import { signalsOf } from '../../../db/signals/signals.ts';
import { CaseStep } from '../../../domain/case/plan.ts';
import { Step } from '../../../domain/invoice/plan.ts';
import { situation } from '../../../domain/kernel/situation.ts';
import { whySignal } from '../../../domain/signals/why-signal.ts';
import { gatherSignal } from '../../../gather/signals/gather-signals.ts';
import { instructionsOf } from '../../db/case/instructions-of.ts';
import { AS_OF, day, signalDesk } from '../signals/signal-desk.ts';

const desk = signalDesk();

const invoiceOf = async (number: string) =>
  (await desk.db.read((tx) => findInvoiceByNumber(tx, 'acme', number))) as InvoiceRow;

/** 16:45 in Amsterdam: whatever is due today is due by then. */
const IN_THE_WINDOW = Date.parse('2026-03-03T15:45:00Z');

/** An invoice whose first reminder is due now, as taken over from another system. */
const dueNow = (number: string, customer: string) =>
  `number,customer,issuedOn,dueOn,amount,currency\n${number},${customer},2026-01-25,2026-02-20,100.00,EUR\n`;

/** What went out about it once its step was taken. */
async function lettersOf(number: string): Promise<readonly string[]> {
  await takeStep(INVOICES, desk.deps, Step.SEND_REMINDER, { creditor: 'acme', number, asOf: IN_THE_WINDOW });
  const { id } = await invoiceOf(number);
  return (await desk.db.read((tx) => effectsOf(tx, id))).map(({ level }) => level ?? '');
}

describe('pauses and payment plans of the system before', () => {
  it('without one the reminder goes out', async () => {
    expect(await desk.takeIn({ invoices: dueNow('H-0', 'H0') })).toEqual([]);
    expect(await lettersOf('H-0')).toEqual(['reminder-1']);
  });

  it.each<[string, string, Record<string, string>]>([
    [
      'a pause of the invoice',
      'H-1',
      { holds: 'scope,invoice,reason,from\ninvoice,H-1,INSOLVENCY,2026-02-01\n' },
    ],
    ['a pause of its customer', 'H-2', { holds: 'scope,customer,kind\ncustomer,C-H-2,full\n' }],
    ['a payment plan of the invoice', 'H-3', { plans: 'invoice,until\nH-3,2026-09-01\n' }],
    [
      'a payment plan of its customer',
      'H-4',
      { plans: 'customer,from,until\nC-H-4,2026-01-01,2026-09-01\n' },
    ],
  ])('no letter goes out under %s', async (_, number, files) => {
    expect(await desk.takeIn({ invoices: dueNow(number, `C-${number}`), ...files })).toEqual([]);
    expect(await lettersOf(number)).toEqual([]);
  });

  it('one that is over stops nothing, and its days count as paused', async () => {
    const holds = 'scope,invoice,from,until\ninvoice,H-5,2026-02-21,2026-02-22\n';
    expect(await desk.takeIn({ invoices: dueNow('H-5', 'H5'), holds })).toEqual([]);
    expect(await lettersOf('H-5')).toEqual(['reminder-1']);
  });

  it('the same file again changes nothing, also when somebody resumed the invoice meanwhile', async () => {
    const holds = 'scope,invoice,reason\ninvoice,H-6,DISPUTE\n';
    await desk.takeIn({ invoices: dueNow('H-6', 'H6'), holds });
    await desk.command('H-6', 'resume', {});
    expect(await desk.takeIn({ holds })).toEqual([]);
    const { id: invoiceId } = await invoiceOf('H-6');
    const scope = { creditor: 'acme', scope: 'invoice', invoiceId } as const;
    expect(await desk.db.read((tx) => findHolds(tx, scope))).toMatchObject([
      { reason: 'DISPUTE', releasedBy: 'anna' },
    ]);
  });

  it('a customer whose pause was ended here stays so', async () => {
    const plans = 'customer,until\nC-H-4,2026-12-01\n';
    const before = 'until: ';
    expect((await desk.takeIn({ plans: 'customer,until\nC-H-4,\n' }))[0]).toContain(before);
    expect((await desk.takeIn({ plans }))[0]).toContain('already paused for PAYMENT_PLAN');
  });

  it.each([
    [
      'holds',
      'scope,invoice,reason\ninvoice,H-9,IMPORTED\n',
      'invoice: "H-9" is no invoice; import the invoice first',
    ],
    [
      'holds',
      'scope,customer\ncustomer,nobody\n',
      'customer: "nobody" is no customer; import the customer first',
    ],
    ['holds', 'scope,invoice\ninvoice,\n', 'invoice: is blank'],
    ['holds', 'scope,invoice\ncreditor,H-1\n', 'invoice: "H-1" is given for a pause of the whole creditor'],
    ['holds', 'scope,invoice,reason\ninvoice,H-1,CASE_ENDED\n', 'reason: "CASE_ENDED"'],
    ['holds', 'scope,invoice,from,until\ninvoice,H-0,2026-03-05,2026-03-05\n', 'ends before it begins'],
    ['plans', 'invoice,customer,until\nH-1,H1,2026-09-01\n', 'customer: "H1" is given, and so is invoice'],
    ['plans', 'invoice,until\n,2026-09-01\n', 'customer: is blank, and so is invoice'],
  ])('%s that cannot be are refused by field: %s', async (kind, text, problem) => {
    const [said] = await desk.takeIn({ [kind]: text });
    expect(said).toContain(problem);
  });
});

describe('reports to municipalities of the system before', () => {
  const customers = (reference: string) => `customer,name,postcode,country\n${reference},N. N.,3511 AB,NL\n`;
  const reports = (reference: string) =>
    `customer,type,sentOn,gateway,reference\n${reference},early,2026-02-01,ris,OLD-${reference}\n`;
  const why = async (reference: string) => {
    const id = await desk.customerId(reference);
    return desk.db.read(async (tx) => {
      const { facts, calendar } = await gatherSignal(tx, desk.deps.sources, id, AS_OF);
      const { settings } = (await findSignalSettings(tx, 'acme'))!;
      return whySignal(situation({ facts, calendar }, AS_OF), settings);
    });
  };

  it('block another one as if they had been sent from here', async () => {
    expect(await desk.takeIn({ customers: customers('R-1') })).toEqual([]);
    const isReported = async () =>
      (await why('R-1')).early.some(({ code, passes }) => code === 'NOT_REPORTED' && !passes);
    expect(await isReported()).toBe(false);
    expect(await desk.takeIn({ reports: reports('R-1') })).toEqual([]);
    expect(await isReported()).toBe(true);
    expect((await why('R-1')).early.find(({ code }) => code === 'NOT_REPORTED')?.says).toBe(
      'Reported (early) on 2026-02-01: not again before 2026-08-01.',
    );
  });

  it('are one, however often they are told', async () => {
    const id = await desk.customerId('R-1');
    for (let time = 0; time < 2; time++) expect(await desk.takeIn({ reports: reports('R-1') })).toEqual([]);
    expect(await desk.db.read((tx) => signalsOf(tx, id))).toMatchObject([
      {
        type: 'early',
        action: 'create',
        state: 'acknowledged',
        sentOn: day('2026-02-01'),
        municipalityReference: 'OLD-R-1',
      },
    ]);
  });

  it('are taken back after an opt-out, also one that came before them', async () => {
    await desk.takeIn({ customers: customers('R-2') });
    const customerId = await desk.customerId('R-2');
    await desk.db.transaction((tx) =>
      optOut(tx, {
        ...{ creditor: 'acme', customerId, reason: 'PRIVACY', source: 'operator' },
        ...{ onDay: day('2026-03-03'), recordedAt: AS_OF, by: 'anna', note: null },
      }),
    );
    await desk.takeIn({ reports: reports('R-2') });
    expect(await desk.db.read((tx) => preparedOf(tx, customerId))).toMatchObject([
      { action: 'remove', gateway: 'ris' },
    ]);
  });

  it('are found by the reference that the municipality knows', async () => {
    const feedback = 'reference,result,on\nOLD-R-1,REMOVED,2026-03-01\n';
    expect(await desk.takeIn({ feedback })).toEqual([]);
    const id = await desk.customerId('R-1');
    expect((await desk.db.read((tx) => signalsOf(tx, id)))[0]?.state).toBe('removed');
  });

  it.each([
    ['nobody,early,2026-02-01,ris,', 'customer: "nobody" is no customer; import the customer first'],
    ['R-1,early,2026-03-04,ris,', 'sentOn: 2026-03-04 lies ahead'],
    ['R-1,early,2026-02-02,vps,', 'gateway: "vps" is no gateway; there are ris'],
    [
      'C-1,early,2026-02-02,,',
      "gateway: is blank and no route serves the customer's postcode; write one of ris",
    ],
    ['R-1,late,2026-02-02,ris,', 'type: "late"'],
  ])('that cannot be are refused by field: %s', async (row, problem) => {
    const [said] = await desk.takeIn({ reports: `customer,type,sentOn,gateway,reference\n${row}\n` });
    expect(said).toContain(problem);
  });
});

describe('cases that a collector works on already', () => {
  const invoices = (number: string, more = '') =>
    `number,customer,issuedOn,dueOn,amount,currency,lastLevel,lastLevelOn\n${number},K-${number},2025-06-01,2025-07-01,100.00,EUR,notice,2025-08-01\n${more}`;
  const cases = (reference: string, numbers: string, collected = '') =>
    `reference,invoices,collector,since,collected\n${reference},${numbers},outbox,2025-09-01,${collected}\n`;
  const caseOf = (reference: string) => desk.db.read((tx) => findCaseByReference(tx, 'acme', reference));
  /** Everything that is due about the case, as its workflow would do it. */
  async function carryOut(reference: string): Promise<void> {
    const activities = createActivities(desk.deps);
    const input = { creditor: 'acme', reference, asOf: AS_OF };
    let plan = await activities.waitForCase(input);
    for (let round = 0; plan.at !== null && plan.at <= AS_OF && plan.step !== CaseStep.END; round++) {
      expect(round).toBeLessThan(20);
      plan = await activities[plan.step](input);
    }
  }

  it('are not ordered again, and no letter goes out about their invoices', async () => {
    expect(await desk.takeIn({ invoices: invoices('K-1'), cases: cases('AG-1', 'K-1') })).toEqual([]);
    await carryOut('AG-1');
    const found = await caseOf('AG-1');
    expect(found).toMatchObject({
      state: 'PROCESSING',
      configuration: 'outbox',
      amount: 10_000,
      processingStartedAt: Date.parse('2025-08-31T22:00:00Z'),
      processingTimeoutOn: day('2026-09-01'),
    });
    expect(await desk.db.read((tx) => instructionsOf(tx, found!.id))).toMatchObject([
      { kind: 'order', state: 'delivered', attempts: 0, deliveredOn: day('2025-09-01'), providerId: 'AG-1' },
    ]);
    expect(await invoiceOf('K-1')).toMatchObject({ stage: 'TRANSFERRED', nextStep: 'end' });
    const events = await desk.db.read((tx) => caseEventsOf(tx, found!.id));
    expect(events.map(({ event }) => event)).toEqual(['created', 'prepared', 'accepted by the collector']);
  });

  it('are one, however often they are told, also when they have ended since', async () => {
    expect(await desk.takeIn({ cases: cases('AG-1', 'K-1') })).toEqual([]);
    const before = await caseOf('AG-1');
    await createActivities(desk.deps).applyCaseCommand({
      ...{ creditor: 'acme', reference: 'AG-1', asOf: AS_OF, kind: 'close', commandId: 'close-1' },
      message: { by: 'anna', reason: 'collected', version: before?.version },
    });
    expect((await caseOf('AG-1'))?.state).toBe('CLOSED');
    expect(await desk.takeIn({ cases: cases('AG-1', 'K-1') })).toEqual([]);
    expect((await caseOf('AG-1'))?.state).toBe('CLOSED');
  });

  it('keep what was collected before as a receipt on their invoices, the oldest first, and tell nobody of it', async () => {
    const two = 'K-3,K-K-2,2025-06-02,2025-07-02,50.00,EUR,notice,2025-08-01\n';
    expect(
      await desk.takeIn({ invoices: invoices('K-2', two), cases: cases('AG-2', 'K-3; K-2', '120.00') }),
    ).toEqual([]);
    await carryOut('AG-2');
    expect(await caseOf('AG-2')).toMatchObject({ amount: 15_000, collected: 12_000, openPrincipal: 3_000 });
    expect(
      [await invoiceOf('K-2'), await invoiceOf('K-3')].map(({ openPrincipal }) => openPrincipal),
    ).toEqual([0, 3_000]);
    const { id } = (await caseOf('AG-2'))!;
    expect(await desk.db.read((tx) => instructionsOf(tx, id))).toHaveLength(1);
  });

  it('take the collector’s settlement under the reference that it knows', async () => {
    const settlement = 'case,receipt,receivedOn,amount\nAG-2,r-1,2026-03-02,30.00\n';
    expect(await desk.takeIn({ settlement }, false, 'outbox')).toEqual([]);
    expect(await caseOf('AG-2')).toMatchObject({ collected: 15_000, openPrincipal: 0 });
  });

  it.each([
    ['AG-9,K-9,outbox,2025-09-01,', 'invoices: Creditor acme has no invoice K-9.'],
    ['AG-9,K-2,outbox,2025-09-01,', 'invoices: Invoice K-2 is in case AG-2 already'],
    ['AG-9,1002,outbox,2026-03-04,', 'since: 2026-03-04 lies ahead'],
    ['AG-9,1002,agency,2025-09-01,', 'collector: "agency" is no collector configuration; there are outbox'],
    [
      'AG-9,1001,outbox,2025-09-01,100.01',
      'collected: 100.01 is more than the 100.00 that the invoices have open',
    ],
    ['AG-9,1001;1001,outbox,2025-09-01,', 'invoices: "1001;1001" names 1001 twice'],
    ['AG-9,;,outbox,2025-09-01,', 'invoices: ";" names no invoice'],
    ['AG-9,1001,outbox,2025-09-01,0', 'collected: "0" must be more than zero'],
  ])('that cannot be are refused by field: %s', async (row, problem) => {
    const [said] = await desk.takeIn({ cases: `reference,invoices,collector,since,collected\n${row}\n` });
    expect(said).toContain(problem);
    expect(await caseOf('AG-9')).toBeUndefined();
  });
});
