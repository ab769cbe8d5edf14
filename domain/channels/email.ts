/** How e-mails leave. */
export const EmailWay = {
  /** As files, for others to send on. */
  OUTBOX: 'outbox',
} as const;
export type EmailWay = (typeof EmailWay)[keyof typeof EmailWay];

/** The section `email` of a channels file. */
export type EmailSettings = { readonly kind: typeof EmailWay.OUTBOX };
