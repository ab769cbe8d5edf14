/** What a creditor lets debtors agree to, and whom it has told beforehand; part of the published policy. */
export interface AgreementSettings {
  /** Working days before a pause ends by itself that its owner is told; 0: nobody is. */
  readonly holdEndsSoonDays: number;
  /** Days before an instalment falls due that the debtor is reminded of it; 0: on the day itself. */
  readonly mailDaysBefore: number;
  /** Most instalments of a plan. */
  readonly mostInstalments: number;
  /** The last instalment, or the day of a promise, lies no more than so many days ahead. */
  readonly longestDays: number;
  /** Minor units; only the last instalment may be less. */
  readonly leastInstalment: number;
}

export const DEFAULT_AGREEMENT_SETTINGS: AgreementSettings = {
  holdEndsSoonDays: 3,
  mailDaysBefore: 3,
  mostInstalments: 12,
  longestDays: 366,
  leastInstalment: 0,
};
