import { type Checked, check } from '../config/check.ts';
import type { Problem } from '../config/problem.ts';
import { CaseRequestKind, type CreateCaseRequest, type UpdateCaseRequest } from '../contracts/case.ts';
import type { BillingAddress, LineItem } from '../contracts/collector.ts';
import { type Day, parseDay } from '../domain/kernel/day.ts';
import { parseAmount } from '../domain/kernel/money.ts';
import type { NoFieldBeside } from '../domain/kernel/no-field-beside.ts';
import { brokenCaseRules, brokenUpdateRules, type CaseRulesContext } from './case-rules.ts';
import {
  type CreateCaseFields,
  createCaseSchema,
  DECIMAL_KEYS,
  type UpdateCaseFields,
  updateCaseSchema,
} from './case-schema.ts';
import { readJson } from './json.ts';

/** A request read, or everything that is wrong with it. */
export type ReadRequest<Request> =
  | ({ readonly ok: true } & Request)
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads the JSON of a case to create. Amounts are decimals, in quotes or as numbers; a number keeps the digits it
 * was written with. Never throws for what stands in it.
 */
export function readCreateCase(
  source: string,
  context: CaseRulesContext,
): ReadRequest<{ readonly request: CreateCaseRequest }> {
  const json = readJson(source, DECIMAL_KEYS);
  if (!json.ok) return json;
  const value = withoutNulls(json.value);
  const checked = check(value, createCaseSchema, (file) => brokenCaseRules(file, context));
  return checked.ok ? { ok: true, request: createRequest(checked.data) } : checked;
}

/** Reads the JSON of changes to a case: the fields that change, and the version they were decided on if it is there. */
export function readUpdateCase(
  source: string,
  context: CaseRulesContext & { readonly currency: string },
): ReadRequest<{ readonly request: UpdateCaseRequest; readonly version: number | null }> {
  const json = readJson(source, DECIMAL_KEYS);
  if (!json.ok) return json;
  const value = withoutNulls(json.value);
  const checked: Checked<UpdateCaseFields> = check(value, updateCaseSchema, (file) => [
    ...brokenCaseRules(file, context),
    ...brokenUpdateRules(file),
  ]);
  if (!checked.ok) return checked;
  const { version = null, ...fields } = checked.data;
  return { ok: true, request: updateRequest(fields, context.currency), version };
}

/** Programs write null for what they do not know. Only for the configuration it says something: none is wanted. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, one]) => one !== null || name === 'collectorConfiguration')
      .map(([name, one]) => [name, withoutNulls(one)]),
  );
}

function createRequest(fields: CreateCaseFields): CreateCaseRequest {
  const { contractDate, dueDate, lineItems: items, billingAddress, ...others } = fields;
  const { customer, invoices, collectorConfiguration, force, ...same } = others;
  same satisfies NoFieldBeside<CreateCaseRequest, typeof same>;
  return {
    kind: CaseRequestKind.CREATE,
    ...same,
    contractDate: dayOf(contractDate),
    dueOn: dayOf(dueDate),
    lineItems: lineItems(items, same.currency),
    billingAddress: address(billingAddress),
    customer: customer ?? null,
    invoices: invoices ?? [],
    configuration: collectorConfiguration ?? null,
    ...given({ force }),
  };
}

function updateRequest(fields: Omit<UpdateCaseFields, 'version'>, caseCurrency: string): UpdateCaseRequest {
  const { contractDate, dueDate, lineItems: items, billingAddress, collectorConfiguration, ...same } = fields;
  same satisfies NoFieldBeside<UpdateCaseRequest['changes'], typeof same>;
  const { currency = caseCurrency } = same;
  return {
    kind: CaseRequestKind.UPDATE,
    changes: given({
      ...same,
      contractDate: contractDate === undefined ? undefined : dayOf(contractDate),
      dueOn: dueDate === undefined ? undefined : dayOf(dueDate),
      lineItems: items === undefined ? undefined : lineItems(items, currency),
      billingAddress: billingAddress === undefined ? undefined : address(billingAddress),
      configuration: collectorConfiguration,
    }),
  };
}

function lineItems(items: CreateCaseFields['lineItems'], currency: string): readonly LineItem[] {
  return items.map(({ amountIncludingTax, sku, shippingRequired, ...item }) => {
    item satisfies NoFieldBeside<LineItem, typeof item>;
    const amount = parseAmount(amountIncludingTax, currency);
    if (!amount.ok) throw new Error(`The amount of line item ${item.uniqueId} was not checked.`);
    return { ...item, amountIncludingTax: amount.minor, ...given({ sku, shippingRequired }) };
  });
}

function address({ postCode, dateOfBirth, ...same }: CreateCaseFields['billingAddress']): BillingAddress {
  same satisfies NoFieldBeside<BillingAddress, typeof same>;
  return given({
    ...same,
    postcode: same.postcode ?? postCode,
    dateOfBirth: dateOfBirth === undefined ? undefined : dayOf(dateOfBirth),
  });
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Only what is there: what is left out must not overwrite. */
function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
}

function dayOf(iso: string): Day {
  const day = parseDay(iso);
  if (day === undefined) throw new Error(`The day ${iso} was not checked.`);
  return day;
}
