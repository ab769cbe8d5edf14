import { applyMessage } from '../../../activities/actor/apply-message.ts';
import { caseActivities } from '../../../activities/case/case-activities.ts';
import type { Deps } from '../../../activities/deps.ts';
import { INVOICES } from '../../../activities/invoice/subject.ts';
import type { AnswerWith } from '../../../contracts/actor.ts';
import type { CaseOpening, CasePlan, CaseRequest, CreateCaseRequest } from '../../../contracts/case.ts';
import { instructionKey } from '../../../contracts/ids.ts';
import { type CaseRow, findCaseByReference } from '../../../db/case/cases.ts';
import { stageReport } from '../../../db/case/collector-reports.ts';
import { stageCaseRequest } from '../../../db/case/requests.ts';
import { type CaseEventRow, caseEventsOf } from '../../../db/case/trail.ts';
import { publishConfigurations } from '../../../db/creditor/collector-configurations.ts';
import { publishPolicy, saveCreditor } from '../../../db/creditor/creditors.ts';
import type { Database } from '../../../db/database.ts';
import { type EffectRow, findEffect } from '../../../db/effects/effects.ts';
import { findInvoiceByNumber, type InvoiceRow } from '../../../db/invoice/invoices.ts';
import { insertEntry } from '../../../db/invoice/ledger.ts';
import type { CollectorConfiguration } from '../../../domain/case/configuration.ts';
import type { CaseCommandKind } from '../../../domain/case/messages/index.ts';
import { CaseStep } from '../../../domain/case/plan.ts';
import { type CollectorReport, OrderStatus } from '../../../domain/case/report.ts';
import type { CommandKind } from '../../../domain/invoice/messages/index.ts';
import type { Creditor } from '../../../domain/invoice/policy.ts';
import type { EntryKind } from '../../../domain/kernel/ledger.ts';
import type { Collector } from '../../../gateways/collectors/port.ts';
import type { Delivery, Receipt, Trace } from '../../../gateways/port.ts';
import { createRecordingGateways } from '../../../gateways/recording.ts';
import { createSources } from '../../../gather/sources.ts';
import { acme, addInvoice, day, instant } from '../../db/samples.ts';
import { sql } from '../../db/sql.ts';
import { freshDatabase } from '../../db/test-database.ts';
import { ALL_RUN } from '../all-run.ts';

const MOMENT = '2026-06-01T08:00:00Z';

/** A collector that answers as told and keeps what it was told, the same key once. */
class FakeCollector implements Collector {
  readonly name = 'fake collector';
  dedupes = true;
  readonly attempts: Delivery[] = [];
  readonly has: Delivery[] = [];
  /** How the next words are taken; throws when it is an error. */
  answers: (Receipt['state'] | Error)[] = [];
  usually: Receipt['state'] = 'delivered';
  /** What it says when asked. */
  says: CollectorReport | Error | null = null;
  asked = 0;

  async deliver(delivery: Delivery): Promise<Receipt> {
    this.attempts.push(delivery);
    const answer = this.answers.shift() ?? this.usually;
    if (answer instanceof Error) throw answer;
    if (!this.has.some(({ key }) => key === delivery.key)) this.has.push(delivery);
    return { state: answer, providerId: delivery.key };
  }

  /** What it knows of an attempt that was cut off. */
  traces: Trace | Error = 'unknown';

  async trace() {
    if (this.traces instanceof Error) throw this.traces;
    return this.traces;
  }

  async ask() {
    this.asked += 1;
    if (this.says instanceof Error) throw this.says;
    return this.says;
  }

  /** Keys of what it has, without the case's own part. */
  get keys(): string[] {
    return this.has.map(({ key }) => key.split('/').slice(3).join('/'));
  }
}

export const HTTPS: Omit<CollectorConfiguration, 'version'> = {
  name: 'agency',
  state: 'ACTIVE',
  collector: {
    kind: 'https',
    url: 'https://collector.example',
    secret: 'env:SECRET',
    timeoutSeconds: 10,
    askEveryMinutes: 60,
  },
  conditions: [],
  priority: 1,
  skipReview: true,
  creditors: [],
  environments: ['PRODUCTION', 'TEST'],
};

/** What a test that kills the process catches. */
export class Killed extends Error {}

/** The activities of cases on a database of their own, with a clock that the test moves. */
export class CaseDesk {
  readonly db: Database;
  readonly collector = new FakeCollector();
  now: number;
  readonly deps: Deps;
  private readonly activities: ReturnType<typeof caseActivities>;
  private count = 0;

  /** How many more transactions commit before the process is killed; null while nobody is. */
  killedAfter: number | null = null;

  private constructor(db: Database, now: number, collector?: Collector) {
    this.db = db;
    this.now = now;
    this.deps = {
      db: this.mortal(db),
      gateways: { ...createRecordingGateways(), collector: collector ?? this.collector },
      municipalities: ({ name }) => {
        throw new Error(`no case reaches the municipality ${name}`);
      },
      sources: createSources(false),
      approve: 'none',
      workflows: NO_WORKFLOWS,
    };
    this.activities = caseActivities(this.deps);
  }

  /** The database of a process that may be killed between two transactions. */
  private mortal(db: Database): Database {
    return new Proxy(db, {
      get: (target, name) => {
        const value = Reflect.get(target, name, target);
        if (name !== 'transaction') return typeof value === 'function' ? value.bind(target) : value;
        return async (...asked: Parameters<Database['transaction']>) => {
          if (this.killedAfter === 0) throw new Killed();
          if (this.killedAfter !== null) this.killedAfter -= 1;
          return db.transaction(...asked);
        };
      },
    });
  }

  static async open(
    creditor: Creditor = acme,
    configurations: readonly Omit<CollectorConfiguration, 'version'>[] = [HTTPS],
    /** In place of the fake one. */
    collector?: Collector,
  ): Promise<CaseDesk> {
    const db = await freshDatabase();
    const at = instant('2026-01-01T00:00:00Z');
    await db.transaction(async (tx) => {
      const { policy } = creditor;
      const published = { creditor: creditor.creditor, hash: 'h', policy, at, by: 'test' };
      const { version } = await publishPolicy(tx, published);
      await saveCreditor(tx, creditor, version);
      const hashOf = (terms: object) => JSON.stringify(terms);
      if (configurations.length > 0) {
        await publishConfigurations(tx, { configurations, hashOf, at, by: 'test' });
      }
    });
    return new CaseDesk(db, instant(MOMENT), collector);
  }

  at(moment: string): this {
    this.now = instant(moment);
    return this;
  }

  /** An open invoice of customer `C-1`, due long ago. */
  async invoice(number: string, changed: Parameters<typeof addInvoice>[2] = {}): Promise<InvoiceRow> {
    return this.db.transaction((tx) => addInvoice(tx, number, changed));
  }

  async request(body: CaseRequest, id = `request-${++this.count}`): Promise<CaseOpening> {
    await this.db.transaction((tx) =>
      stageCaseRequest(tx, { id, creditor: 'acme', body, by: 'anna', stagedAt: this.now }),
    );
    return this.activities.openCase({ creditor: 'acme', request: id, asOf: this.now });
  }

  async create(changed: Partial<CreateCaseRequest> = {}): Promise<string> {
    const opening = await this.request({ ...SAMPLE, ...changed });
    if (!opening.ok) throw new Error(opening.refused);
    await this.run(opening.reference);
    return opening.reference;
  }

  async start(...invoices: string[]): Promise<string> {
    const opening = await this.request({
      kind: 'start',
      invoices,
      environment: 'PRODUCTION',
      configuration: null,
      language: null,
    });
    if (!opening.ok) throw new Error(opening.refused);
    await this.run(opening.reference);
    return opening.reference;
  }

  async find(reference: string): Promise<CaseRow | undefined> {
    return this.db.read((tx) => findCaseByReference(tx, 'acme', reference));
  }

  async row(reference: string): Promise<CaseRow> {
    const row = await this.find(reference);
    if (row === undefined) throw new Error(`there is no case ${reference}`);
    return row;
  }

  async invoiceRow(number: string): Promise<InvoiceRow> {
    return (await this.db.read((tx) => findInvoiceByNumber(tx, 'acme', number))) as InvoiceRow;
  }

  /** The order to its collector. */
  async order(reference: string): Promise<EffectRow> {
    const key = instructionKey('acme', reference, 'order');
    const row = await this.db.read((tx) => findEffect(tx, key));
    if (row === undefined) throw new Error(`case ${reference} has no order`);
    return row;
  }

  /** Kinds of its open tasks, the oldest first. */
  async tasks(reference: string): Promise<readonly string[]> {
    const found = await sql(this.db).all(
      'select kind from tasks where about = ? and ended_at is null order by id',
      reference,
    );
    return found.map(({ kind }) => String(kind));
  }

  async events(reference: string): Promise<readonly CaseEventRow[]> {
    const { id } = await this.row(reference);
    return this.db.read((tx) => caseEventsOf(tx, id));
  }

  /** Sends a message with the version that the case has now, and carries out what follows at once. */
  async say(reference: string, kind: CaseCommandKind, fields: object = {}): Promise<AnswerWith<CasePlan>> {
    const { version } = await this.row(reference);
    const versioned = kind === 'lookAgain' || kind === 'reportReceived' ? {} : { version };
    return this.sayAs(reference, kind, { by: 'anna', ...versioned, ...fields });
  }

  /** The same, with just these fields. */
  async sayAs(
    reference: string,
    kind: string,
    message: object,
    commandId = `command-${++this.count}`,
  ): Promise<AnswerWith<CasePlan>> {
    const { answer, plan } = await this.activities.applyCaseCommand({
      creditor: 'acme',
      reference,
      asOf: this.now,
      kind: kind as CaseCommandKind,
      message,
      commandId,
    });
    await this.follow(reference, plan);
    return answer;
  }

  /** Carries out everything that is due. */
  async run(reference: string): Promise<CasePlan> {
    const input = { creditor: 'acme', reference, asOf: this.now };
    return this.follow(reference, await this.activities.waitForCase(input));
  }

  private async follow(reference: string, from: CasePlan): Promise<CasePlan> {
    let plan = from;
    for (let rounds = 0; plan.at !== null && plan.at <= this.now && plan.step !== CaseStep.END; rounds++) {
      if (rounds > 50) throw new Error(`case ${reference} spins on ${plan.step}: ${JSON.stringify(plan)}`);
      plan = await this.activities[plan.step]({ creditor: 'acme', reference, asOf: this.now });
    }
    return plan;
  }

  /** The collector reports, and the case reads it. */
  async report(reference: string, changed: Partial<CollectorReport>): Promise<CasePlan> {
    const order = `case/acme/${encodeURIComponent(reference)}/order`;
    await this.db.transaction((tx) => stageReport(tx, { ...REPORT, order, ...changed }, this.now));
    return this.run(reference);
  }

  /** Resumes an invoice as its workflow would. */
  async resumeInvoice(number: string): Promise<void> {
    await this.sayToInvoice(number, 'resume');
  }

  /** Lets an invoice look at its ledger as its workflow would. */
  async lookAtInvoice(number: string): Promise<void> {
    await this.sayToInvoice(number, 'ledgerChanged');
  }

  private async sayToInvoice(number: string, kind: CommandKind): Promise<void> {
    const input = {
      creditor: 'acme',
      number,
      asOf: this.now,
      kind,
      message: { by: 'anna' },
    } as const;
    const { answer } = await applyMessage(INVOICES, this.deps, {
      ...input,
      commandId: `command-${++this.count}`,
    });
    if (!answer.ok) throw new Error(answer.refused);
  }

  /** Puts a case back to where an older version let a deactivation wait for its collector. */
  async asOfAnOlderVersion(reference: string): Promise<void> {
    await sql(this.db).run('update cases set deactivation_asked = 1 where reference = ?', reference);
  }

  async tombstones() {
    return sql(this.db).all(
      'select reference, external_id as "externalId", deleted_at as "deletedAt", by from case_tombstones order by id',
    );
  }

  sample(changed: Partial<CreateCaseRequest> = {}): CreateCaseRequest {
    return { ...SAMPLE, ...changed };
  }

  /** A booking by the bank on an invoice. */
  async book(
    number: string,
    kind: EntryKind,
    amount: number,
    externalId = `bank-${++this.count}`,
  ): Promise<void> {
    const { id } = await this.invoiceRow(number);
    await this.db.transaction(async (tx) => {
      await insertEntry(tx, {
        invoiceId: id,
        creditor: 'acme',
        externalId,
        kind,
        amount,
        bookedOn: Math.floor(this.now / 86_400_000),
        recordedAt: this.now,
        by: 'bank',
      });
    });
  }
}

const REPORT: CollectorReport = {
  order: '',
  revision: 1,
  status: OrderStatus.ACCEPTED,
  reason: null,
  receipts: [],
  charges: [],
  steps: [],
  messages: [],
};

/** The sample of a case as another service creates it. */
export const SAMPLE: CreateCaseRequest = {
  kind: 'create',
  externalId: '11224454',
  reference: 'test-case',
  currency: 'CHF',
  language: 'de_DE',
  environment: 'PRODUCTION',
  contractDate: day('2017-12-12'),
  dueOn: day('2018-01-01'),
  lineItems: [
    {
      uniqueId: '1',
      name: 'test',
      quantity: '1',
      amountIncludingTax: 12_000,
      type: 'PRODUCT',
      sku: 'test',
      shippingRequired: true,
    },
  ],
  billingAddress: {
    city: 'Winterthur',
    country: 'CH',
    familyName: 'Hans',
    gender: 'MALE',
    givenName: 'Tester',
    mobilePhoneNumber: '+41445331570',
    organizationName: 'customweb GmbH',
    postcode: '8400',
    postalState: '8400',
    street: 'General-Guisan-Strasse 47',
  },
  customer: null,
  invoices: [],
  configuration: null,
};

const NO_WORKFLOWS: Deps['workflows'] = {
  startInvoice: async () => 'started',
  wakeInvoice: async () => 'woken',
  startIntake: async () => undefined,
  startCase: async () => 'started',
  wakeCase: async () => 'woken',
  startSendSignals: async () => undefined,
  ensureSignalSchedules: async () => undefined,
  ...ALL_RUN,
};
