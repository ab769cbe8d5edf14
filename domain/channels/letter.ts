import type { LetterWindow } from './letter-window.ts';

/** How letters leave. */
export const LetterWay = {
  /** As files, for others to print. */
  OUTBOX: 'outbox',
  /** In one batch a day, with a manifest, for a print house. */
  PRINT_HOUSE: 'printHouse',
} as const;
export type LetterWay = (typeof LetterWay)[keyof typeof LetterWay];

/** How the letters of a batch are given to the print house. */
export const PrintForm = {
  /** Each a PDF of its own. */
  SINGLE: 'single',
  /** All of them in one PDF. */
  COMBINED: 'combined',
} as const;
export type PrintForm = (typeof PrintForm)[keyof typeof PrintForm];

/** How letters look; what is left out is as usual in the creditor's country. Files are named with their full paths. */
export interface LetterLook {
  readonly window?: LetterWindow;
  readonly sender?: {
    readonly street: string;
    readonly postcode: string;
    readonly city: string;
    readonly country: string;
  };
  readonly logo?: string;
  readonly footer?: readonly string[];
  readonly marks?: boolean;
  readonly fonts?: { readonly regular: string; readonly bold: string };
}

export interface PrintHouseSettings {
  readonly kind: typeof LetterWay.PRINT_HOUSE;
  readonly layout?: LetterLook;
  /** Relative to the outbox folder unless absolute. */
  readonly folder: string;
  readonly form: PrintForm;
  /** Local time of the creditor such as `18:00`: what is handed over later goes into the next batch. */
  readonly closesAt: string;
  readonly postage?: { readonly home?: string; readonly abroad?: string };
}

/** The section `letter` of a channels file. */
export type LetterSettings =
  | { readonly kind: typeof LetterWay.OUTBOX; readonly layout?: LetterLook }
  | PrintHouseSettings;
