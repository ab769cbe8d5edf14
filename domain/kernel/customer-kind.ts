/** Who owes: the law protects a consumer where businesses may agree what they like. */
export const CustomerKind = { consumer: 'consumer', business: 'business' } as const;
export type CustomerKind = (typeof CustomerKind)[keyof typeof CustomerKind];

/** A sole trader has a register number and counts as a business; who is not known to be one is a consumer. */
export function kindOf(customer: {
  readonly kind: string | null;
  readonly registerNumber: string | null;
}): CustomerKind {
  const { kind, registerNumber } = customer;
  const isRegistered = registerNumber !== null && registerNumber.trim() !== '';
  return kind === CustomerKind.business || isRegistered ? CustomerKind.business : CustomerKind.consumer;
}
