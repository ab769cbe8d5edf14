import type { LetterWindow } from '../../../domain/channels/letter-window.ts';
import type { Fonts } from '../../pdf/fonts.ts';

/** Where the creditor can be written to. */
export interface SenderAddress {
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
  /** Two capital letters. */
  readonly country: string;
}

/** How a creditor's letters look; what is left out is as usual in its country. */
export interface LetterLayout {
  readonly window?: LetterWindow;
  /** Stands above the address, in the window; a Swiss QR-bill needs it. */
  readonly sender?: SenderAddress;
  /** Content of a PNG or JPEG file; instead of the creditor's name at the head. */
  readonly logo?: Uint8Array;
  /** Lines at the foot of the first page: register number, telephone, board. */
  readonly footer?: readonly string[];
  /** Fold and punch marks at the left edge; yes when left out. */
  readonly marks?: boolean;
  readonly fonts?: Fonts;
}
