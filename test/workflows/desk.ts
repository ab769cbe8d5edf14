import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { expect, type TestContext } from 'vitest';
import { createCalendar } from '../../calendar/calendar.ts';
import type { IntakeProgress } from '../../contracts/background.ts';
import { type CaseOpening, type CaseRequest, CaseRequestKind } from '../../contracts/case.ts';
import { invoiceWorkflowId, openCaseWorkflowId } from '../../contracts/ids.ts';
import {
  RowKind,
  type StagedCustomer,
  type StagedInvoice,
  type StagedPayment,
} from '../../contracts/intake.ts';
import type { ReadAnswer } from '../../contracts/invoice.ts';
import { checkBooks } from '../../db/books/books.ts';
import { listCases } from '../../db/case/lists.ts';
import { stageCaseRequest } from '../../db/case/requests.ts';
import { publishPolicy, saveCreditor } from '../../db/creditor/creditors.ts';
import { type EffectRow, effectsOf } from '../../db/effects/effects.ts';
import { completeBatch, problemsOf, stageBatch, stageRows } from '../../db/intake/intake.ts';
import { commandsOf } from '../../db/invoice/command-lists.ts';
import type { CommandRow } from '../../db/invoice/commands.ts';
import { findInvoiceByNumber, type InvoiceRow } from '../../db/invoice/invoices.ts';
import { type TransitionRow, transitionsOf } from '../../db/invoice/transitions.ts';
import type { Channel } from '../../domain/effects/channels.ts';
import type { InvoiceKind } from '../../domain/invoice/messages/index.ts';
import type { Creditor, Policy } from '../../domain/invoice/policy.ts';
import { type Simulation, simulate } from '../../domain/invoice/simulate.ts';
import { hasEnded, type Stage } from '../../domain/invoice/stage.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { gatherInvoice } from '../../gather/invoice/gather-invoice.ts';
import { createSources } from '../../gather/sources.ts';
import { createScriptedGateways, type Script, type ScriptedGateways } from '../gateways/scripted-gateway.ts';
import { type Clock, clockOf } from './clock.ts';
import { LiveCase } from './live-case.ts';
import { type Office, until } from './office.ts';

export const POLICY: Policy = {
  minimumAmount: 1000,
  levels: [
    { name: 'reminder-1', kind: 'reminder', daysAfterDue: 7 },
    { name: 'reminder-2', kind: 'reminder', daysAfterDue: 21, minDaysSincePrevious: 10 },
    { name: 'notice', kind: 'notice', daysAfterDue: 35, minDaysSincePrevious: 14, paymentDays: 14 },
  ],
  sending: { from: 540, until: 1020 },
  transfer: { mode: 20, workingDays: 3, at: 780, closeAfterDays: 60 },
  onDisputed: 'hold',
  onChargeback: 'reopen',
  settlement: { kind: 'keep' },
  onUnmatchedCredit: 'ignore',
  postalDays: 0,
};

export interface DeskSettings {
  readonly mode?: 10 | 20 | 30;
  readonly policy?: Partial<Policy>;
  readonly creditor?: Partial<Creditor>;
  readonly gateways?: Partial<Record<Channel, Script>>;
}

/** A creditor of one test: takes invoices in, moves their clocks, says what became of them. */
export class Desk {
  readonly creditor: Creditor;
  readonly calendar: Calendar;
  readonly gateways: ScriptedGateways;
  readonly office: Office;
  private readonly numbers = new Set<string>();
  private bookings = 0;
  private batches = 0;

  constructor(office: Office, settings: DeskSettings) {
    const { mode = 20, policy = {}, creditor = {} } = settings;
    this.office = office;
    this.creditor = {
      creditor: `acme-${randomUUID().slice(0, 8)}`,
      name: 'Acme B.V.',
      country: 'NL',
      timeZone: 'Europe/Amsterdam',
      currency: 'EUR',
      language: 'nl',
      holidays: { add: [], remove: [] },
      ...creditor,
      policy: { ...POLICY, transfer: { ...POLICY.transfer, mode }, ...policy },
    };
    this.calendar = createCalendar(this.creditor);
    this.gateways = createScriptedGateways(settings.gateways);
    office.gatewaysOf.set(this.id, this.gateways);
  }

  get id(): string {
    return this.creditor.creditor;
  }

  get today(): Day {
    return this.calendar.dayOf(Date.now());
  }

  async open(): Promise<this> {
    const { id: creditor } = this;
    await this.office.db.transaction(async (tx) => {
      const { policy } = this.creditor;
      const published = { creditor, hash: randomUUID(), policy, at: Date.now(), by: 'test' };
      const { version } = await publishPolicy(tx, published);
      await saveCreditor(tx, this.creditor, version);
    });
    return this;
  }

  /** Takes one invoice in: 100 euros, due in three days, of a customer with an e-mail address. */
  async invoice(number = '1001', changed: Partial<StagedInvoice> = {}): Promise<void> {
    const { today } = this;
    const issuedOn = Math.min(today, changed.dueOn ?? today);
    const customer: StagedCustomer = { customer: `c-${number}`, name: 'Jan', email: 'jan@example.org' };
    await this.takeIn([
      ...(changed.customer === undefined ? [{ kind: RowKind.CUSTOMER, body: customer }] : []),
      { kind: RowKind.INVOICE, body: this.staged(number, { issuedOn, dueOn: today + 3, ...changed }) },
    ]);
  }

  staged(number: string, changed: Partial<StagedInvoice> = {}): StagedInvoice {
    this.numbers.add(number);
    const { today } = this;
    const base = { customer: `c-${number}`, issuedOn: today, dueOn: today + 3, amount: 10_000 };
    return { number, currency: this.creditor.currency, ...base, ...changed };
  }

  async book(number: string, amount: number, changed: Partial<StagedPayment> = {}): Promise<IntakeProgress> {
    return this.takeIn([{ kind: RowKind.PAYMENT, body: this.booking(number, amount, changed) }]);
  }

  booking(number: string, amount: number, changed: Partial<StagedPayment> = {}): StagedPayment {
    this.bookings += 1;
    return {
      invoice: number,
      amount,
      currency: this.creditor.currency,
      bookedOn: this.today,
      externalId: `b-${this.bookings}`,
      kind: 'payment',
      ...changed,
    };
  }

  /** Stages rows and lets the worker take them in; fails when one is refused. */
  async takeIn(rows: readonly { kind: RowKind; body: object }[]): Promise<IntakeProgress> {
    const batch = { creditor: this.id, batchId: await this.stage(rows) };
    await this.office.client.startIntake(batch);
    const progress = await this.office.client.intakeResult(batch);
    const refused = await this.office.db.read((tx) => problemsOf(tx, batch.batchId));
    expect(refused.map((row) => row.problem)).toEqual([]);
    await this.untilQuiet();
    return progress;
  }

  async stage(rows: readonly { kind: RowKind; body: object }[]): Promise<string> {
    this.batches += 1;
    const batchId = `${this.id}-${this.batches}`;
    const at = Date.now();
    await this.office.db.transaction(async (tx) => {
      await stageBatch(tx, { id: batchId, creditor: this.id, by: 'test', at });
      const staged = rows.map((row, i) => ({ ...row, seq: i + 1, line: i + 2, body: { ...row.body } }));
      await stageRows(tx, batchId, staged as never);
      await completeBatch(tx, batchId, rows.length, at);
    });
    return batchId;
  }

  /** Starts a case for invoices here, as the command line does. */
  async startCase(invoices: readonly string[]): Promise<CaseOpening> {
    const body = { invoices, environment: 'PRODUCTION', configuration: null, language: null } as const;
    return this.openCase({ kind: CaseRequestKind.START, ...body });
  }

  async openCase(body: CaseRequest, request: string = randomUUID()): Promise<CaseOpening> {
    const { id: creditor } = this;
    const staged = { id: request, creditor, body, by: 'anna', stagedAt: Date.now() };
    await this.office.db.transaction((tx) => stageCaseRequest(tx, staged));
    const rows = await Promise.all([...this.numbers].map((number) => this.row(number)));
    const moments = rows.map(({ decidedAt }) => decidedAt);
    this.office.beginsAt.set(openCaseWorkflowId(creditor, request), Math.max(0, ...moments));
    await this.office.client.openCase({ creditor, request });
    const opening = await this.office.client.openCaseResult({ creditor, request });
    await this.untilQuiet();
    return opening;
  }

  handle(number = '1001'): WorkflowHandle {
    return this.office.temporal.workflow.getHandle(invoiceWorkflowId(this.id, number));
  }

  clock(number = '1001'): Clock {
    return clockOf(this.office.temporal, this.handle(number));
  }

  /** Moves the invoice's clock to that moment and waits until all that was due by then is done. */
  async advanceTo(moment: Instant, number = '1001'): Promise<void> {
    await this.clock(number).advanceTo(moment);
    await this.untilQuiet();
  }

  /** Skips from timer to timer until the invoice's workflow has ended. */
  async race(number = '1001'): Promise<void> {
    await this.clock(number).race();
    await this.untilQuiet();
  }

  /** Waits until no workflow of an invoice or a case here has anything in hand. */
  async untilQuiet(): Promise<void> {
    // The end of a case wakes its invoices; the transfer of an invoice starts a case.
    for (const one of await this.cases()) await one.clock.untilQuiet();
    for (const number of this.numbers) await this.clock(number).untilQuiet();
    for (const one of await this.cases()) await one.clock.untilQuiet();
  }

  /** The debt collection cases of this creditor, in the order of their opening. */
  async cases(): Promise<readonly LiveCase[]> {
    const rows = await this.office.db.read((tx) => listCases(tx, { creditor: this.id, limit: 100 }));
    return rows.map(({ reference }) => new LiveCase(this, reference));
  }

  async onlyCase(): Promise<LiveCase> {
    const [only, ...others] = await this.cases();
    if (only === undefined || others.length > 0)
      throw new Error(`there are ${others.length + 1} cases or none`);
    return only;
  }

  /** Moves the invoice's clock to just after its next step and waits until that is done. */
  async toNextStep(number = '1001'): Promise<void> {
    const { nextAt, nextStep } = await this.row(number);
    if (nextAt === null) throw new Error(`invoice ${number} has no next moment: ${nextStep}`);
    await this.advanceTo(nextAt + 1000, number);
  }

  /** Takes in a claim: its notice went out that many days ago, its path so far was walked elsewhere. */
  async claim(noticedDaysAgo = 5, number = '1001', changed: Partial<StagedInvoice> = {}): Promise<void> {
    const { today } = this;
    const opening = { lastLevel: 'notice', lastLevelOn: today - noticedDaysAgo };
    await this.invoice(number, { issuedOn: today - 120, dueOn: today - 90, ...opening, ...changed });
  }

  /** Takes steps until the invoice stands at that stage. */
  async toStage(stage: Stage, number = '1001'): Promise<void> {
    for (let steps = 0; steps < 20; steps++) {
      if ((await this.row(number)).stage === stage) return;
      await this.toNextStep(number);
    }
    throw new Error(`invoice ${number} did not come to ${stage}`);
  }

  async ask(kind: InvoiceKind, message: object = {}, number = '1001'): Promise<ReadAnswer> {
    const answer = await this.office.client.ask({ creditor: this.id, number }, kind, {
      by: 'anna',
      ...message,
    });
    await this.untilQuiet();
    return answer;
  }

  async tell(kind: InvoiceKind, message: object = {}, number = '1001'): Promise<void> {
    await this.office.client.tell({ creditor: this.id, number }, kind, { by: 'anna', ...message });
    await this.clock(number).untilQuiet();
  }

  async row(number = '1001'): Promise<InvoiceRow> {
    const row = await this.office.db.read((tx) => findInvoiceByNumber(tx, this.id, number));
    if (row === undefined) throw new Error(`there is no invoice ${number}`);
    return row;
  }

  async transitions(number = '1001'): Promise<readonly TransitionRow[]> {
    const { id } = await this.row(number);
    return this.office.db.read((tx) => transitionsOf(tx, id));
  }

  /** What happened, as `event` or `event level`. */
  async events(number = '1001'): Promise<readonly string[]> {
    const transitions = await this.transitions(number);
    return transitions.map(({ event, level }) => (level === null ? event : `${event} ${level}`));
  }

  async commands(number = '1001'): Promise<readonly CommandRow[]> {
    const { id } = await this.row(number);
    return this.office.db.read((tx) => commandsOf(tx, id));
  }

  async effects(number = '1001'): Promise<readonly EffectRow[]> {
    const { id } = await this.row(number);
    return this.office.db.read((tx) => effectsOf(tx, id));
  }

  /** What each gateway has got, by level or subject. */
  arrived(channel: Channel = 'email'): readonly string[] {
    return this.gateways[channel].arrived.map(({ key }) => key.split('/').slice(3).join('/'));
  }

  /** The search attributes, as a list in Temporal's UI shows them. */
  async shown(number = '1001'): Promise<Record<string, unknown>> {
    const { typedSearchAttributes } = await this.handle(number).describe();
    return Object.fromEntries(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]));
  }

  /** What an operator reads on the workflow's page. */
  async details(number = '1001'): Promise<string> {
    const metadata = await this.handle(number).query<{ currentDetails?: string }>(
      '__temporal_workflow_metadata',
    );
    return metadata.currentDetails ?? '';
  }

  async untilRow(number: string, check: (row: InvoiceRow) => boolean): Promise<void> {
    await until(`the row of ${number} is as expected`, async () => check(await this.row(number)));
    await this.untilQuiet();
  }

  async untilShown(name: string, value: unknown): Promise<void> {
    await until(`${name} is ${value}`, async () => (await this.shown())[name] === value);
  }

  /** Waits until visibility, which lags behind, finds that many. */
  async untilFound(query: string, count: number): Promise<void> {
    const { workflow } = this.office.temporal;
    await until(`${count} are found`, async () => (await workflow.count(query)).count === count);
  }

  /** A message to all that a filter finds, as `temporal workflow signal --query` sends it. */
  async signalAll(visibilityQuery: string, signal: string, content: object): Promise<void> {
    const { workflowService, options } = this.office.temporal;
    const input = { payloads: [defaultPayloadConverter.toPayload(content)] };
    await workflowService.startBatchOperation({
      namespace: options.namespace,
      jobId: randomUUID(),
      reason: 'test',
      visibilityQuery,
      signalOperation: { signal, input, identity: 'test' },
    });
  }

  /** Where the path leads from now, by the domain alone. */
  async forecast(number = '1001', asOf: Instant = Date.now()): Promise<Simulation> {
    const sources = createSources(false);
    const gathered = await this.office.db.read((tx) => gatherInvoice(tx, sources, this.id, number));
    return simulate(situation(gathered, asOf));
  }

  /** At the end of every test: each case and invoice can still be closed, its workflow ends, and the books are right. */
  async close(): Promise<void> {
    await this.untilQuiet();
    for (const one of await this.cases()) await one.close();
    for (const number of this.numbers) {
      const row = await this.office.db.read((tx) => findInvoiceByNumber(tx, this.id, number));
      if (row === undefined || row.stage === 'TRANSFERRED') continue;
      if (!hasEnded(row.stage as Stage)) await this.ask('close', { reason: 'end of test' }, number);
    }
    await this.untilQuiet();
    await this.expectNothingLeft();
    expect(await this.bookProblems()).toEqual([]);
    for (const gateway of Object.values(this.gateways)) {
      const keys = gateway.arrived.map(({ key }) => key);
      expect(keys).toEqual([...new Set(keys)]);
    }
    this.office.gatewaysOf.delete(this.id);
  }

  async bookProblems() {
    const problems = await checkBooks(this.office.db, (_creditor, at) => this.calendar.dayOf(at));
    return problems.filter(({ creditor }) => creditor === this.id);
  }

  private async expectNothingLeft(): Promise<void> {
    const isRunning = (number: string) => this.clock(number).isRunning();
    // Another desk may have woken it once more: then it looks and leaves again.
    for (const number of this.numbers) {
      await until(`the workflow of ${number} has ended`, async () => !(await isRunning(number)));
    }
  }
}

/** A desk for this test, closed and checked when the test has passed. */
export async function openDesk(
  office: Office,
  { onTestFinished, task }: Pick<TestContext, 'onTestFinished' | 'task'>,
  settings: DeskSettings = {},
): Promise<Desk> {
  const desk = new Desk(office, settings);
  onTestFinished(async () => {
    if (task.result?.state !== 'fail') await desk.close();
  });
  return desk.open();
}
