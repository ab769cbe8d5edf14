import type { SignalContent } from '../../../contracts/signals.ts';
import { parseDay } from '../../../domain/kernel/day.ts';

const day = (text: string) => parseDay(text)!;

/** An early signal as it is frozen at sending. */
export function early(more: Partial<SignalContent> = {}): SignalContent {
  return {
    kind: 'signal',
    reference: 'signal/acme/C-100/1',
    action: 'create',
    type: 'early',
    replaces: null,
    creditor: { id: 'acme', name: 'Acme B.V.', country: 'NL' },
    sector: 'energy',
    participant: '12345',
    customer: {
      reference: 'C-100',
      name: 'A. Jansen',
      representative: null,
      birthDate: day('1980-02-29'),
      street: 'Keizersgracht 1',
      postcode: '1015 AA',
      city: 'Amsterdam',
      country: 'NL',
      email: 'a.jansen@example.com',
      phone: '+31 20 555 01 00',
      language: 'nl',
    },
    arrears: {
      amount: 41_250,
      currency: 'EUR',
      originOn: day('2025-12-31'),
      invoices: [
        {
          number: '2025/811',
          contract: 'E-77',
          dueOn: day('2025-12-31'),
          open: 20_625,
          finalReminderOn: day('2026-02-10'),
        },
        {
          number: '2026/014',
          contract: 'E-77',
          dueOn: day('2026-01-31'),
          open: 20_625,
          finalReminderOn: day('2026-02-28'),
        },
      ],
    },
    contactAttempts: [{ on: day('2026-02-20'), channel: 'phone', outcome: 'not reached' }],
    consent: {
      status: 'offered',
      on: day('2026-02-10'),
      text: 'We may give your details to your municipality.',
    },
    disconnection: null,
    on: day('2026-03-03'),
    ...more,
  };
}

/** The crisis signal that follows it. */
export function crisis(more: Partial<SignalContent> = {}): SignalContent {
  return early({
    reference: 'signal/acme/C-100/2',
    action: 'update',
    type: 'crisis',
    replaces: 'signal/acme/C-100/1',
    disconnection: { kind: 'disconnection', plannedOn: day('2026-05-01'), contract: 'E-77' },
    on: day('2026-04-07'),
    ...more,
  });
}

/** Takes it back. */
export function removal(more: Partial<SignalContent> = {}): SignalContent {
  return early({
    reference: 'signal/acme/C-100/3',
    action: 'remove',
    replaces: 'signal/acme/C-100/2',
    arrears: null,
    contactAttempts: [],
    consent: null,
    ...more,
  });
}
