import { applyMessage } from '../../../activities/actor/apply-message.ts';
import { takeStep } from '../../../activities/actor/take-step.ts';
import { INVOICES } from '../../../activities/invoice/subject.ts';
import {
  type AgreementEventRow,
  agreementsOfInvoice,
  eventsOfAgreement,
  findAgreement,
} from '../../../db/agreements.ts';
import { ensureCustomer } from '../../../db/customer/customers.ts';
import { effectsOf, listEffects } from '../../../db/effects/effects.ts';
import { insertEntry } from '../../../db/invoice/ledger.ts';
import { pendingWakes, queueWake, removeWakes } from '../../../db/invoice/wake.ts';
import { listTasks } from '../../../db/tasks/tasks.ts';
import type { CommandKind } from '../../../domain/invoice/messages/index.ts';
import { formatDay } from '../../../domain/kernel/day.ts';
import type { EntryKind } from '../../../domain/kernel/ledger.ts';
import { day } from '../../db/samples.ts';
import { CaseDesk, Killed } from '../case/case-desk.ts';

/** Invoices of one customer, carried as their workflows would: what is due is done, who is woken looks. */
export class AgreementDesk {
  readonly desk: CaseDesk;
  private count = 0;

  private constructor(desk: CaseDesk) {
    this.desk = desk;
  }

  /** Invoices of 100.00 that were due on 2026-01-31, reminded of on 2026-02-09. */
  static async open(...numbers: string[]): Promise<AgreementDesk> {
    const desk = (await CaseDesk.open()).at('2026-02-10T11:00:00Z');
    for (const number of numbers) {
      const customerId = await desk.db.transaction((tx) => ensureCustomer(tx, 'acme', 'C-1'));
      await desk.invoice(number, {
        customerId,
        ...{ stage: 'REMINDED', levelsDone: 1, anchorOn: day('2026-02-09') },
      });
    }
    return new AgreementDesk(desk);
  }

  /** Sends a message; answers what came of it, or why not. */
  async say(number: string, kind: CommandKind, fields: object = {}, commandId = `c-${++this.count}`) {
    const { answer } = await applyMessage(INVOICES, this.desk.deps, {
      ...{ creditor: 'acme', number, asOf: this.desk.now, commandId, kind },
      message: { by: 'anna', ...fields },
    });
    return answer.ok ? answer.says : `refused: ${answer.refused}`;
  }

  async book(number: string, kind: EntryKind, amount: number, on: string): Promise<void> {
    const { id: invoiceId } = await this.desk.invoiceRow(number);
    await this.desk.db.transaction(async (tx) => {
      const entry = { kind, amount, bookedOn: day(on), recordedAt: this.desk.now, by: 'bank' };
      await insertEntry(tx, { invoiceId, creditor: 'acme', externalId: `b-${++this.count}`, ...entry });
      await queueWake(tx, invoiceId, 'booking', this.desk.now);
    });
    await this.relay();
  }

  /** Time passes, with all steps of these invoices at their moments, and all wakes. */
  async until(moment: string, ...numbers: string[]): Promise<this> {
    const end = Date.parse(moment);
    for (;;) {
      await this.relay();
      const rows = await Promise.all(numbers.map((number) => this.desk.invoiceRow(number)));
      const due = rows
        .filter(({ nextAt, nextStep }) => nextAt !== null && nextAt <= end && nextStep !== 'end')
        .sort((a, b) => (a.nextAt ?? 0) - (b.nextAt ?? 0));
      const [row] = due;
      if (row === undefined) break;
      this.desk.now = Math.max(this.desk.now, row.nextAt ?? 0);
      await this.step(row.number);
    }
    this.desk.now = end;
    return this;
  }

  /** The step that is due; killed after some transactions, it is tried again as the server would. */
  async step(number: string): Promise<void> {
    const { nextStep } = await this.desk.invoiceRow(number);
    const input = { creditor: 'acme', number, asOf: this.desk.now };
    try {
      await takeStep(INVOICES, this.desk.deps, nextStep, input);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      this.desk.killedAfter = null;
      await takeStep(INVOICES, this.desk.deps, nextStep, input);
    }
  }

  /** What the relay does: each that was woken looks. */
  async relay(): Promise<void> {
    for (;;) {
      const wakes = await this.desk.db.read((tx) => pendingWakes(tx, 100));
      if (wakes.length === 0) return;
      for (const { number } of wakes) await this.say(number, 'ledgerChanged');
      const ids = wakes.map(({ id }) => id);
      await this.desk.db.transaction((tx) => removeWakes(tx, ids));
    }
  }

  async status(number: string): Promise<string[]> {
    const { id } = await this.desk.invoiceRow(number);
    return this.desk.db.read(async (tx) => {
      const ids = await agreementsOfInvoice(tx, id);
      const rows = [];
      for (const one of ids) rows.push(await findAgreement(tx, one));
      return rows.map((row) => `${row?.kind}: ${row?.status}`);
    });
  }

  async events(id: number): Promise<string[]> {
    const rows: readonly AgreementEventRow[] = await this.desk.db.read((tx) => eventsOfAgreement(tx, id));
    return rows.map(({ status, on, by }) => `${status} ${formatDay(on)} by ${by}`);
  }

  async tasks(): Promise<string[]> {
    const rows = await this.desk.db.read((tx) => listTasks(tx, { creditor: 'acme', limit: 20 }));
    return rows.map(({ kind, about, key }) => `${kind} ${about} ${key}`);
  }

  /** What went out, with its amount. */
  async letters(number: string): Promise<string[]> {
    const { id } = await this.desk.invoiceRow(number);
    const rows = await this.desk.db.read((tx) => effectsOf(tx, id));
    return rows.map(({ kind, level, amount }) => `${kind} ${level} ${amount}`);
  }

  /** Mails about instalments, each with what became of it. */
  async mails(): Promise<string[]> {
    const rows = await this.desk.db.read((tx) => listEffects(tx, { kind: 'plan mail', limit: 10 }));
    return rows.map(({ key, state }) => `${key} ${state}`);
  }
}
