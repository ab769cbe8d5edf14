/** The section `webhook` of a channels file: levels are posted there, as data, for another service to write to the debtor. */
export interface WebhookSettings {
  readonly kind: 'https';
  readonly url: string;
  /** References to the keys of the signatures, the newest first: every one of them signs. */
  readonly secrets: readonly string[];
  readonly timeoutSeconds: number;
  /** File with the certificate of a private authority. */
  readonly ca?: string;
}
