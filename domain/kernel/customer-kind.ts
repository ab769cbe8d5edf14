/** Who owes: the law protects a consumer where businesses may agree what they like. */
export const CustomerKind = { consumer: 'consumer', business: 'business' } as const;
export type CustomerKind = (typeof CustomerKind)[keyof typeof CustomerKind];
