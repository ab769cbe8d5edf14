import { type BrokenRule, type Fields, fields as fieldsOf } from '../config/broken-rule.ts';
import { isCurrency } from '../config/currency.ts';
import { type Day, formatDay, parseDay } from '../domain/kernel/day.ts';
import { AmountSign, parseAmount } from '../domain/kernel/money.ts';

/*
 * The rules that look at more than one field of a case, or outside it. They take the file as it was written, so
 * that they report together with the faults of single fields; a field that is faulty itself is passed over here.
 */

export interface CaseRulesContext {
  /** The creditor's local day. */
  readonly today: Day;
  /** The currency that amounts are in, where the file names none. */
  readonly currency?: string | undefined;
}

export function brokenCaseRules(file: unknown, { today, currency }: CaseRulesContext): BrokenRule[] {
  const fields = fieldsOf(file);
  return [
    ...dateRules(fields, today),
    ...amountRules(fields.lineItems, fields.currency ?? currency),
    ...itemRules(fields.lineItems),
    ...addressRules(fields.billingAddress, today),
    ...invoiceRules(fields.invoices),
  ];
}

/** What only an update has to obey. */
export function brokenUpdateRules(file: unknown): BrokenRule[] {
  const fields = fieldsOf(file);
  if (Object.keys(fields).every((name) => name === 'version')) {
    return [{ path: [], reason: 'changes nothing; name at least one field of the case' }];
  }
  if (fields.currency === undefined || fields.lineItems !== undefined) return [];
  return [{ path: ['currency'], reason: 'needs `lineItems` beside it: their amounts are in the currency' }];
}

function dateRules({ dueDate, contractDate }: Fields, today: Day): BrokenRule[] {
  const broken: BrokenRule[] = [];
  const due = dayOf(dueDate);
  if (due !== undefined && due >= today) {
    broken.push({
      path: ['dueDate'],
      reason: `is not in the past; a claim can be collected from the day after it was due: write ${formatDay(today - 1)} or earlier`,
    });
  }
  for (const [name, day] of [
    ['dueDate', due],
    ['contractDate', dayOf(contractDate)],
  ] as const) {
    if (day !== undefined && isOutOfReach(day)) broken.push({ path: [name], reason: REACH });
  }
  return broken;
}

const REACH = 'is outside the years 1900 to 2199';

function isOutOfReach(day: Day): boolean {
  const year = Number(formatDay(day).slice(0, 4));
  return year < 1900 || year > 2199;
}

function amountRules(items: unknown, currency: unknown): BrokenRule[] {
  if (!Array.isArray(items) || typeof currency !== 'string' || !isCurrency(currency)) return [];
  const broken: BrokenRule[] = [];
  let total: number | undefined = 0;
  items.map(fieldsOf).forEach(({ amountIncludingTax: written, type }, i) => {
    if (typeof written !== 'string') {
      total = undefined;
      return;
    }
    const amount = parseAmount(
      written,
      currency,
      type === 'DISCOUNT' ? AmountSign.any : AmountSign.notNegative,
    );
    if (amount.ok) {
      if (total !== undefined) total += amount.minor;
      return;
    }
    total = undefined;
    broken.push({ path: ['lineItems', i, 'amountIncludingTax'], reason: amount.reason });
  });
  if (total === undefined || items.length === 0 || (total > 0 && Number.isSafeInteger(total))) return broken;
  const reason =
    total > 0 ? 'add up to more than can be counted' : 'add up to nothing that could be collected';
  return [...broken, { path: ['lineItems'], reason: `${reason}; their sum is the amount of the case` }];
}

function itemRules(items: unknown): BrokenRule[] {
  if (!Array.isArray(items)) return [];
  const ids = items.map((item) => fieldsOf(item).uniqueId);
  return ids.flatMap((id, i) =>
    typeof id === 'string' && ids.indexOf(id) < i
      ? [{ path: ['lineItems', i, 'uniqueId'], reason: `is the id of lineItems[${ids.indexOf(id)}] already` }]
      : [],
  );
}

function addressRules(written: unknown, today: Day): BrokenRule[] {
  if (typeof written !== 'object' || written === null) return [];
  const path = 'billingAddress';
  const { givenName, familyName, organizationName, postcode, postCode, dateOfBirth } = fieldsOf(written);
  const broken: BrokenRule[] = [];
  if ([givenName, familyName, organizationName].every((name) => name === undefined)) {
    broken.push({
      path: [path],
      reason: 'names nobody; write at least one of familyName, givenName or organizationName',
    });
  }
  if (postcode !== undefined && postCode !== undefined && postcode !== postCode) {
    broken.push({ path: [path, 'postCode'], reason: 'says something else than postcode; write one of them' });
  }
  const born = dayOf(dateOfBirth);
  if (born !== undefined && (born > today || isOutOfReach(born))) {
    broken.push({ path: [path, 'dateOfBirth'], reason: born > today ? 'is in the future' : REACH });
  }
  return broken;
}

function invoiceRules(invoices: unknown): BrokenRule[] {
  if (!Array.isArray(invoices)) return [];
  return invoices.flatMap((number, i) =>
    invoices.indexOf(number) < i ? [{ path: ['invoices', i], reason: 'is in the list already' }] : [],
  );
}

function dayOf(written: unknown): Day | undefined {
  return typeof written === 'string' ? parseDay(written) : undefined;
}
