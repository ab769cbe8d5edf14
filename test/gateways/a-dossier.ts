import type { DossierContent } from '../../contracts/dossier.ts';
import { parseDay } from '../../domain/kernel/day.ts';

const day = (iso: string) => parseDay(iso) as number;
const OPEN = { principal: 123_450, fees: 500, interest: 12, costs: 4000, total: 127_962 };

/** The file of a case with one of everything. */
export function aDossier(changed: Partial<DossierContent> = {}): DossierContent {
  return {
    language: 'nl',
    asOf: Date.parse('2026-05-01T08:15:00Z'),
    drawnUpAt: '2026-05-01 10:15',
    creditor: { id: 'acme', name: 'Acme B.V.', country: 'NL' },
    debtor: {
      customer: 'C-100',
      address: {
        givenName: 'Anna',
        familyName: 'Jansen',
        street: 'Keizersgracht 1',
        postcode: '1015 AA',
        city: 'Amsterdam',
        country: 'NL',
        dateOfBirth: day('1980-02-01'),
      },
    },
    case: {
      reference: '2026/001-1',
      externalId: 'shop-77',
      state: 'PROCESSING',
      openedOn: day('2026-04-20'),
      contractDate: day('2026-01-05'),
      dueOn: day('2026-02-04'),
      environment: 'PRODUCTION',
      configuration: 'by hand',
      currency: 'EUR',
      amount: 127_962,
      open: OPEN,
      collected: 50_000,
      surplus: 0,
    },
    lineItems: [
      { uniqueId: '1', name: 'Chair', quantity: '2', amountIncludingTax: 127_962, type: 'PRODUCT' },
    ],
    invoices: [
      {
        number: '2026/001',
        issuedOn: day('2026-01-05'),
        dueOn: day('2026-02-04'),
        currency: 'EUR',
        amount: 125_000,
        open: OPEN,
      },
    ],
    receipts: [{ id: 'receipt-1', on: day('2026-04-30'), amount: 50_000, surplus: 0 }],
    charges: [],
    timeline: [
      { at: '2026-04-20 09:00', says: 'created, CREATE → PREPARING (transfer); dunwell' },
      { at: '2026-04-21 11:30', says: 'to collector: He has moved.; rita' },
    ],
    documents: [
      { name: 'notice 2026-03-01.pdf', type: 'application/pdf', size: 4821, hash: 'ab'.repeat(32) },
    ],
    deliveries: [
      {
        level: 'reminder-1',
        invoice: '2026/001',
        channel: 'email',
        deliveredOn: day('2026-02-20'),
        providerId: 'm-1',
        copy: null,
        isErased: true,
      },
      {
        level: 'notice',
        invoice: '2026/001',
        channel: 'letter',
        deliveredOn: day('2026-03-01'),
        providerId: 'l-1',
        copy: 'notice 2026-03-01.pdf',
        isErased: false,
      },
    ],
    ...changed,
  };
}
