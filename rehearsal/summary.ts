import type { Database } from '../db/database.ts';
import { findInvoiceByNumber } from '../db/invoice/invoices.ts';
import { ledgerOf } from '../db/invoice/ledger.ts';
import { addsMoney, type Charged, chargedOf } from '../domain/invoice/charges/charged.ts';
import type { Policy } from '../domain/invoice/policy.ts';
import { Stage } from '../domain/invoice/stage.ts';
import { parseDay } from '../domain/kernel/day.ts';
import { openAmount } from '../domain/kernel/open-amount.ts';
import type { CaseSummary } from './case-summary.ts';
import type { RehearsalLine } from './line.ts';
import { count, none, type Tally } from './tally.ts';

/** What a rehearsal came to, for the table at its end. */
export interface Summary {
  readonly invoices: Tally;
  /** Paid without any level sent. */
  readonly paidBefore: Tally;
  /** Per level: how often it was sent, and how many were paid after it and before the next. */
  readonly levels: readonly { readonly name: string; readonly sent: Tally; readonly paidAfter: Tally }[];
  readonly listed: Tally;
  readonly transferred: Tally;
  /** Only where cases were followed, like `cases`. */
  readonly paidAfterTransfer: Tally;
  readonly closed: readonly { readonly reason: string; readonly tally: Tally }[];
  readonly open: Tally;
  /** What dunning added, paid or not; only under a policy that adds any. */
  readonly charged?: Readonly<Record<keyof Charged | 'all', Tally>>;
  readonly cases?: CaseSummary;
}

/** Counts lines as they are written; amounts are what was open at the end of each path, or invoiced when paid. */
export class SummaryCounter {
  private readonly db: Database;
  private readonly creditor: string;
  private readonly all = none();
  private readonly paidBefore = none();
  private readonly levels: Map<string, { sent: Tally; paidAfter: Tally }>;
  private readonly listed = none();
  private readonly transferred = none();
  private readonly paidAfterTransfer = none();
  private readonly closed = new Map<string, Tally>();
  private readonly open = none();
  private readonly charged: NonNullable<Summary['charged']> | null;

  constructor(db: Database, creditor: string, policy: Policy) {
    this.db = db;
    this.creditor = creditor;
    this.charged = addsMoney(policy) ? { fees: none(), interest: none(), costs: none(), all: none() } : null;
    this.levels = new Map(policy.levels.map((level) => [level.name, { sent: none(), paidAfter: none() }]));
  }

  async add(line: RehearsalLine): Promise<void> {
    const amount = await this.amountsOf(line.number);
    count(this.all, amount.invoiced);
    for (const { name, on } of line.levels) count(this.levels.get(name)?.sent, await amount.openOn(on));
    this.countCharged(amount.charged);
    if (line.listedOn !== undefined) count(this.listed, await amount.openOn(line.listedOn));
    if (line.transferredOn !== undefined) count(this.transferred, await amount.openOn(line.transferredOn));
    switch (line.outcome) {
      case Stage.PAID:
        count(this.paidAfterLast(line), amount.invoiced);
        break;
      case Stage.TRANSFERRED:
        break;
      case Stage.CLOSED: {
        const reason = line.closeReason ?? 'unknown';
        const tally = this.closed.get(reason) ?? none();
        this.closed.set(reason, tally);
        count(tally, amount.atEnd);
        break;
      }
      case Stage.OPEN:
        count(this.open, amount.atEnd);
        break;
      default:
        line.outcome satisfies never;
    }
  }

  result(): Summary {
    const { all: invoices, paidBefore, listed, transferred, paidAfterTransfer, open } = this;
    const levels = [...this.levels].map(([name, tallies]) => ({ name, ...tallies }));
    const closed = [...this.closed].map(([reason, tally]) => ({ reason, tally }));
    const charged = this.charged === null ? {} : { charged: this.charged };
    return { invoices, paidBefore, levels, listed, transferred, paidAfterTransfer, closed, open, ...charged };
  }

  private countCharged(charged: Charged): void {
    if (this.charged === null) return;
    const { fees, interest, costs } = charged;
    for (const [name, amount] of Object.entries({ ...charged, all: fees + interest + costs })) {
      if (amount > 0) count(this.charged[name as keyof Charged | 'all'], amount);
    }
  }

  private paidAfterLast({ transferredOn, levels }: RehearsalLine): Tally | undefined {
    if (transferredOn !== undefined) return this.paidAfterTransfer;
    const last = levels.at(-1);
    return last === undefined ? this.paidBefore : this.levels.get(last.name)?.paidAfter;
  }

  private async amountsOf(number: string) {
    return this.db.read(async (tx) => {
      const row = await findInvoiceByNumber(tx, this.creditor, number);
      const ledger = row === undefined ? [] : await ledgerOf(tx, row.id);
      const principal = row?.amount ?? 0;
      const openOn = (iso: string) => openAmount(principal, ledger, parseDay(iso) ?? 0).total;
      return {
        invoiced: principal,
        charged: chargedOf(ledger),
        atEnd: row === undefined ? 0 : row.openPrincipal + row.openFees + row.openInterest + row.openCosts,
        openOn,
      };
    });
  }
}
