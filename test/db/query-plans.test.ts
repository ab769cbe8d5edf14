import Sqlite from 'better-sqlite3';
import { expect, it, vi } from 'vitest';
import { activeCaseOf } from '../../db/case/cases.ts';
import { markReportsRead, stageReport, unreadReportsOf } from '../../db/case/collector-reports.ts';
import { debtorCases } from '../../db/case/debtor-cases.ts';
import { caseListsOf } from '../../db/case/history.ts';
import { invoicesOfCases, listCases, unreadReports } from '../../db/case/lists.ts';
import { surplusToRefund } from '../../db/case/money.ts';
import { findPolicy } from '../../db/creditor/creditors.ts';
import { customersAmong, findCustomerByReference } from '../../db/customer/customers.ts';
import { effectsOf, pendingEffectOf, planEffect, stuckEffects } from '../../db/effects/effects.ts';
import { holdsTouching } from '../../db/holds.ts';
import { rowsAfter } from '../../db/intake/intake.ts';
import { matchesOf, payersOf } from '../../db/intake/matches.ts';
import {
  creditsOfCustomer,
  findMoneyByEndToEnd,
  findMoneyByExternalId,
  hasMoneyWaiting,
  moneyWaitingFor,
  returnsNaming,
  returnsWaitingFor,
} from '../../db/intake/unmatched.ts';
import { findCommand } from '../../db/invoice/commands.ts';
import {
  findInvoiceByNumber,
  invoicesNamed,
  invoicesPaidTooMuch,
  invoicesWithoutWorkflow,
  listInvoices,
  overdueInvoices,
  raiseVersion,
} from '../../db/invoice/invoices.ts';
import { insertEntry, ledgerOf, overpaidInvoices } from '../../db/invoice/ledger.ts';
import { transitionsOf } from '../../db/invoice/transitions.ts';
import { pendingWakes, queueWake } from '../../db/invoice/wake.ts';
import { carriedAfter, knownAmong } from '../../db/sweep/carried.ts';
import { endTask, listTasks, openTask, openTasksOf, tasksOf } from '../../db/tasks/tasks.ts';
import { addCase, addInvoice, letter } from './samples.ts';
import { freshDatabase } from './test-database.ts';

/** Small by nature: what waits to be relayed, read or worked off. */
const MAY_BE_SCANNED =
  /SCAN (collector_reports USING INDEX collector_reports_unread|wake_outbox|case_wakes|ended_obstacles|json_each|listed VIRTUAL TABLE|intake_batches|bulk_operations|creditors)/;

it('Statements on the way of an invoice read no table from end to end', async () => {
  const prepare = vi.spyOn(Sqlite.prototype, 'prepare');
  const db = await freshDatabase();
  await db.transaction(async (tx) => {
    const { id, customerId } = await addInvoice(tx, '1001');
    await findInvoiceByNumber(tx, 'acme', '1001');
    await raiseVersion(tx, id);
    await listInvoices(tx, { creditor: 'acme', limit: 1 });
    await listInvoices(tx, { customerId, limit: 1 });
    await invoicesWithoutWorkflow(tx, { limit: 1 });
    await overdueInvoices(tx, 1, 1);
    await carriedAfter(tx, 'invoices', { afterId: 0, limit: 1 });
    await knownAmong(tx, 'invoices', [{ creditor: 'acme', name: '1001' }]);
    await carriedAfter(tx, 'cases', { afterId: 0, limit: 1 });
    await knownAmong(tx, 'cases', [{ creditor: 'acme', name: '1001-1' }]);
    await planEffect(tx, letter(id));
    await pendingEffectOf(tx, id);
    await effectsOf(tx, id);
    await stuckEffects(tx, 1, 1);
    await holdsTouching(tx, { creditor: 'acme', customerId, invoiceId: id });
    await insertEntry(tx, {
      invoiceId: id,
      creditor: 'acme',
      externalId: 'b-1',
      kind: 'payment',
      amount: 1,
      bookedOn: 1,
      recordedAt: 1,
      by: 'import',
    });
    await ledgerOf(tx, id);
    await moneyWaitingFor(tx, 'acme', '1001', 'EUR');
    await findMoneyByExternalId(tx, 'acme', 'b-1');
    await findMoneyByEndToEnd(tx, 'acme', 'e2e-1');
    await returnsWaitingFor(tx, 'acme', ['b-1']);
    await returnsNaming(tx, 'acme', ['b-1']);
    await hasMoneyWaiting(tx, 'acme', null);
    await hasMoneyWaiting(tx, 'acme', customerId);
    await invoicesNamed(tx, 'acme', ['1001'], 1);
    await invoicesPaidTooMuch(tx, 'acme', 1);
    await customersAmong(tx, 'acme', ['c-1'], 1);
    await payersOf(tx, 'acme', 'NL91ABNA0417164300');
    await matchesOf(tx, 1);
    await transitionsOf(tx, id);
    await findCommand(tx, id, 'c-1');
    const about = { creditor: 'acme', subject: 'invoice', about: '1001' } as const;
    await openTask(tx, { ...about, kind: 'STUCK', since: 1 });
    await openTasksOf(tx, about);
    await tasksOf(tx, about);
    await endTask(tx, { ...about, kind: 'STUCK' }, { at: 2, ended: 'done', by: 'anna' });
    await listTasks(tx, { creditor: 'acme', limit: 1 });
    await activeCaseOf(tx, id);
    const report = {
      order: 'case/acme/1001-1/order',
      revision: 1,
      status: 'accepted',
      reason: null,
    } as const;
    await stageReport(tx, { ...report, receipts: [], charges: [], steps: [], messages: [] }, 1);
    await stageReport(tx, { ...report, receipts: [], charges: [], steps: [], messages: [] }, 1);
    await unreadReportsOf(tx, report.order);
    await markReportsRead(tx, [1], 1);
    await findPolicy(tx, 'acme', 1);
    await findCustomerByReference(tx, 'acme', 'c-1');
    await overpaidInvoices(tx, customerId);
    await creditsOfCustomer(tx, customerId, 'EUR');
    await surplusToRefund(tx, customerId, 'EUR');
    await rowsAfter(tx, 'sha-1', 0, 1);
    await queueWake(tx, id, 'payment', 1);
    await pendingWakes(tx, 1);
    const { id: caseId } = await addCase(tx, '1001-1', { customerId }, [id]);
    await listCases(tx, { creditor: 'acme', statuses: ['under way'], limit: 1 });
    await listCases(tx, { creditor: 'acme', statuses: ['closed'], limit: 1 });
    await listCases(tx, { customerId, limit: 1 });
    await invoicesOfCases(tx, [caseId]);
    await caseListsOf(tx, caseId);
    await unreadReports(tx, 1, 1);
    await debtorCases(tx, { creditor: 'acme', customerId, limit: 1 });
  });
  const prepared = new Set(prepare.mock.calls.map(([sql]) => sql));
  prepare.mockRestore();
  const client = new Sqlite(db.place, { readonly: true });
  const scans = [...prepared]
    .filter(
      (sql) => /^(with|select|update|delete)/i.test(sql) && !/sqlite_master|applied_migrations/.test(sql),
    )
    // Counts and exports of everything may read everything.
    .filter((sql) => !/count\(\*\)/.test(sql))
    .flatMap((sql) => {
      const parameters = Array.from(sql.matchAll(/\?/g), () => null);
      const plan = client.prepare(`explain query plan ${sql}`).all(...parameters) as { detail: string }[];
      return plan
        .filter(({ detail }) => detail.startsWith('SCAN') && !MAY_BE_SCANNED.test(detail))
        .map(({ detail }) => `${detail}: ${sql}`);
    });
  client.close();
  expect(prepared.size).toBeGreaterThan(40);
  expect(scans).toEqual([]);
});
