import type { BillingAddress } from '../../contracts/collector.ts';
import { type CaseRow, caseContentsOf } from '../../db/case/cases.ts';
import { currentConfigurations } from '../../db/creditor/collector-configurations.ts';
import { type CustomerRow, findCustomer } from '../../db/customer/customers.ts';
import type { Tx } from '../../db/tx.ts';
import {
  type ConfigurationChoice,
  type ConfigurationSubject,
  chooseConfiguration,
} from '../../domain/case/choose-configuration.ts';
import type { CollectorConfiguration } from '../../domain/case/configuration.ts';
import type { CaseDebtor } from '../../domain/case/facts.ts';
import { CustomerKind } from '../../domain/kernel/customer-kind.ts';
import type { Day } from '../../domain/kernel/day.ts';

/** Whom a case is against: its own address counts, else what is known of the customer. */
export function debtorFrom(
  customer: CustomerRow | undefined,
  address: BillingAddress | undefined,
): CaseDebtor {
  const isRegistered = address?.commercialRegisterNumber ?? customer?.registerNumber;
  const kind = customer?.kind === 'consumer' || customer?.kind === 'business' ? customer.kind : null;
  return {
    kind: kind ?? (isRegistered || address?.organizationName ? CustomerKind.business : null),
    country: (address?.country ?? customer?.country ?? null)?.toUpperCase() ?? null,
  };
}

/** The same for a case as it stands. */
async function debtorOf(tx: Tx, row: Pick<CaseRow, 'id' | 'customerId'>): Promise<CaseDebtor> {
  const contents = await caseContentsOf(tx, row.id);
  return debtorFrom(await findCustomer(tx, row.customerId), contents?.billingAddress);
}

/** What of a case decides its configuration. */
async function configurationSubject(tx: Tx, row: CaseRow): Promise<ConfigurationSubject> {
  const { creditor, environment, amount, currency, dueOn, wantedConfiguration } = row;
  const { kind: customerKind, country } = await debtorOf(tx, row);
  return {
    creditor,
    environment,
    amount,
    currency,
    country,
    customerKind,
    dueOn,
    wanted: wantedConfiguration,
  };
}

/** The configuration that a case gets, explained; among those in force unless others are given. */
export async function configurationChoice(
  tx: Tx,
  row: CaseRow,
  asOfDay: Day,
  configurations?: readonly CollectorConfiguration[],
): Promise<ConfigurationChoice> {
  const among = configurations ?? (await currentConfigurations(tx));
  return chooseConfiguration(among, await configurationSubject(tx, row), asOfDay);
}
