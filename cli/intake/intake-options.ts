import type { FilesToStage } from '../../intake/staged-rows.ts';
import type { SharedOptions } from '../kit/options.ts';

export interface IntakeOptions extends SharedOptions {
  readonly by: string;
  readonly mapping?: string;
  readonly payments?: string;
  readonly customers?: string;
  readonly holds?: string;
  readonly plans?: string;
  readonly reports?: string;
  readonly cases?: string;
  readonly strict?: boolean;
  readonly partial?: boolean;
}

/** The files of one call, by what they hold. */
export type IntakeFiles = Omit<FilesToStage, 'partial' | 'mapping'>;
