import { LetterWindow } from '../../../domain/channels/letter-window.ts';

/** Millimetres from the top left corner of A4. */
export interface WindowPlace {
  readonly left: number;
  readonly width: number;
  /** The small line with the sender. */
  readonly senderTop: number;
  readonly addressTop: number;
  /** Of the address alone. */
  readonly height: number;
  /** Where date and customer number stand, beside the window. */
  readonly noteLeft: number;
  readonly bodyTop: number;
  readonly folds: readonly number[];
}

const BESIDE_LEFT_WINDOW = 125;
const MIDDLE = 148.5;

/** The middle of the sheet, where a punch is set. */
export const PUNCH_AT = MIDDLE;

/**
 * DIN 5008:2020 (address field 85 × 45 mm from 27 or 45 mm, of which 17.7 mm belong to the sender). SN 010130 (first
 * line 52 mm from the top, 26 mm from the left or 118 mm). For the Nordic countries the part that the windows of
 * E6/5, C6/5, C5 and C4 envelopes have in common (15 mm from the left, 44 to 70 mm from the top).
 */
export const WINDOWS: Readonly<Record<LetterWindow, WindowPlace>> = {
  [LetterWindow.DIN_5008_A]: {
    left: 25,
    width: 75,
    senderTop: 40.5,
    addressTop: 44.7,
    height: 27.3,
    noteLeft: BESIDE_LEFT_WINDOW,
    bodyTop: 80.5,
    folds: [87, 192],
  },
  [LetterWindow.DIN_5008_B]: {
    left: 25,
    width: 75,
    senderTop: 58.5,
    addressTop: 62.7,
    height: 27.3,
    noteLeft: BESIDE_LEFT_WINDOW,
    bodyTop: 98.5,
    folds: [105, 210],
  },
  [LetterWindow.SWISS_LEFT]: {
    left: 26,
    width: 74,
    senderTop: 47.5,
    addressTop: 52,
    height: 30,
    noteLeft: BESIDE_LEFT_WINDOW,
    bodyTop: 98,
    folds: [105, 210],
  },
  [LetterWindow.SWISS_RIGHT]: {
    left: 118,
    width: 72,
    senderTop: 47.5,
    addressTop: 52,
    height: 30,
    noteLeft: 25,
    bodyTop: 98,
    folds: [105, 210],
  },
  [LetterWindow.NORDIC]: {
    left: 20,
    width: 80,
    senderTop: 44.5,
    addressTop: 48,
    height: 22.5,
    noteLeft: BESIDE_LEFT_WINDOW,
    bodyTop: 90,
    folds: [105, 210],
  },
};
