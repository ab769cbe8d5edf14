import { z } from 'zod';
import { currencyProblem } from '../config/currency.ts';
import { flag, oneOf, says, section, text } from '../config/fields.ts';
import { date, judged } from '../config/values.ts';
import { CaseEnvironment } from '../domain/case/state.ts';

/** Keys whose numbers are read digit by digit. */
export const DECIMAL_KEYS = ['amountIncludingTax', 'quantity'];

/** One line of at most so many characters. */
function line(longest: number, what: string) {
  return text(
    new RegExp(`^[^\\p{Cc}\\u2028\\u2029]{1,${longest}}$`, 'u'),
    what,
    `write up to ${longest} characters in one line`,
  );
}

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

const country = judged(text(/^\S+$/, 'country', 'write a code of ISO 3166 such as CH'), (code) => {
  if (/^[A-Z]{2}$/.test(code) && regions.of(code) !== undefined) return undefined;
  return 'is no country; write a code of ISO 3166 such as CH';
});
const currency = judged(text(/^\S+$/, 'currency', 'write a code of ISO 4217 such as CHF'), currencyProblem);
const language = text(/^[a-z]{2}(_[A-Z]{2})?$/, 'language', 'write one like de or de_DE');
const environment = oneOf([CaseEnvironment.TEST, CaseEnvironment.PRODUCTION], 'environment');

const billingAddress = section(
  {
    givenName: line(100, 'given name').optional(),
    familyName: line(100, 'family name').optional(),
    organizationName: line(100, 'name of an organization').optional(),
    street: line(300, 'street').optional(),
    postcode: line(40, 'postcode').optional(),
    postCode: line(40, 'postcode').optional(),
    city: line(100, 'city').optional(),
    country: country.optional(),
    postalState: line(100, 'state').optional(),
    gender: oneOf(['MALE', 'FEMALE'], 'gender').optional(),
    dateOfBirth: date.optional(),
    emailAddress: judged(line(254, 'e-mail address'), (address) =>
      /^[^\s@]+@[^\s@]+$/.test(address) ? undefined : 'is no e-mail address; write one like jan@example.org',
    ).optional(),
    phoneNumber: line(100, 'phone number').optional(),
    mobilePhoneNumber: line(100, 'phone number').optional(),
    salutation: line(20, 'salutation').optional(),
    salesTaxNumber: line(100, 'sales tax number').optional(),
    commercialRegisterNumber: line(100, 'register number').optional(),
    socialSecurityNumber: line(100, 'social security number').optional(),
  },
  'address',
);

const lineItem = section(
  {
    uniqueId: line(200, 'id'),
    name: line(150, 'name'),
    quantity: text(/^\d{1,12}(\.\d{1,8})?$/, 'quantity', 'write a decimal such as "1" or "0.5"'),
    // What it has to look like depends on the currency.
    amountIncludingTax: text(/^\S+$/, 'amount', 'write a decimal in quotes such as "120.00"'),
    type: oneOf(['SHIPPING', 'DISCOUNT', 'FEE', 'PRODUCT', 'TIP'], 'type of line item'),
    sku: line(200, 'article number').optional(),
    shippingRequired: flag('yes or no').optional(),
  },
  'line item',
);

const changeable = {
  currency,
  language,
  environment,
  contractDate: date,
  dueDate: date,
  lineItems: z
    .array(lineItem, { error: says('list of line items', 'write at least one, in brackets') })
    .min(1, { error: 'is empty; write at least one line item' })
    .max(1000, { error: 'has more than 1000 line items; put some together' }),
  billingAddress,
};
const collectorConfiguration = line(100, 'name of a collector configuration').nullable().optional();
const number = line(200, 'invoice number');

/** A case to create, as JSON has it. */
export const createCaseSchema = section(
  {
    externalId: line(100, 'id'),
    reference: line(100, 'reference'),
    ...changeable,
    collectorConfiguration,
    customer: line(200, 'reference of a customer').optional(),
    invoices: z
      .array(number, { error: says('list of invoice numbers', 'write a list such as ["2026/001"]') })
      .optional(),
    force: z.boolean({ error: says('yes or no', 'write true or false') }).optional(),
  },
  'case',
);
export type CreateCaseFields = z.output<typeof createCaseSchema>;

const { currency: c, language: l, environment: e, contractDate, dueDate, lineItems } = changeable;

/** Fields of a case to change, as JSON has them. */
export const updateCaseSchema = section(
  {
    version: z
      .int({ error: says('version', 'write the whole number that `show` says') })
      .min(1, { error: 'is no version; write the whole number that `show` says' })
      .optional(),
    currency: c.optional(),
    language: l.optional(),
    environment: e.optional(),
    contractDate: contractDate.optional(),
    dueDate: dueDate.optional(),
    lineItems: lineItems.optional(),
    billingAddress: billingAddress.optional(),
    collectorConfiguration,
  },
  'update',
);
export type UpdateCaseFields = z.output<typeof updateCaseSchema>;
