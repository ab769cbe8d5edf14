/** Who owes. */
export interface Recipient {
  readonly reference: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly street: string | null;
  readonly postcode: string | null;
  readonly city: string | null;
  readonly country: string | null;
  readonly representative: string | null;
}

/** What is open, by component, in minor units. */
export interface OpenComponents {
  readonly principal: number;
  readonly fees: number;
  readonly interest: number;
  readonly costs: number;
  readonly total: number;
}
