/** The fields of a kind of file, in the order of its columns. */
export interface FieldList {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** The kinds of files and their fields. */
export const FILE_FIELDS = {
  invoices: {
    required: ['number', 'customer', 'issuedOn', 'dueOn', 'amount', 'currency'],
    optional: ['transferMode', 'disputed', 'lastLevel', 'lastLevelOn', 'reference', 'contract'],
  },
  payments: {
    // A row about a customer's money leaves the invoice blank; a file without the column is another file.
    required: ['invoice', 'bookedOn', 'amount', 'currency', 'externalId'],
    optional: ['kind', 'customer'],
  },
  customers: {
    required: ['customer', 'name'],
    optional: [
      'kind',
      'registerNumber',
      'email',
      'phone',
      'street',
      'postcode',
      'city',
      'country',
      'language',
      'birthDate',
      'representative',
      'dunningOptOut',
      'archived',
      'directDebitOn',
      'signalOptOut',
      'signalConsent',
      'signalConsentOn',
      'disconnectionPlannedOn',
    ],
  },
  settlement: {
    required: ['case', 'receipt', 'receivedOn', 'amount', 'currency'],
    optional: [],
  },
  contacts: {
    required: ['customer', 'on', 'channel', 'outcome'],
    optional: ['note', 'externalId'],
  },
  disconnections: {
    required: ['customer', 'plannedOn'],
    optional: ['contract', 'kind', 'stopReason', 'stopFrom', 'stopUntil', 'note', 'externalId'],
  },
  holds: {
    required: ['scope'],
    optional: ['invoice', 'customer', 'reason', 'kind', 'from', 'until', 'note', 'externalId'],
  },
  plans: {
    required: ['until'],
    optional: ['invoice', 'customer', 'from', 'note', 'externalId'],
  },
  reports: {
    required: ['customer', 'type', 'sentOn'],
    optional: ['gateway', 'reference'],
  },
  cases: {
    required: ['reference', 'invoices', 'collector', 'since', 'currency'],
    optional: ['collected'],
  },
  deliveryFeedback: {
    required: ['key', 'result', 'on'],
    optional: ['channel', 'note', 'externalId'],
  },
  feedback: {
    required: ['result', 'on'],
    optional: ['reference', 'customer', 'rejectionCode', 'municipalityReference', 'note', 'externalId'],
  },
} as const satisfies Readonly<Record<string, FieldList>>;

export type FileKind = keyof typeof FILE_FIELDS;
