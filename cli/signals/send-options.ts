import type { SignalType } from '../../domain/signals/signal.ts';
import type { SignalQuery } from '../../read/signals/filter.ts';
import type { SharedOptions } from '../kit/options.ts';

export interface SendOptions extends SharedOptions, SignalQuery {
  readonly type?: SignalType;
  readonly all?: boolean;
  readonly commit?: boolean;
  readonly by: string;
  readonly commandId?: string;
  /** `--no-wait` */
  readonly wait: boolean;
  readonly timeout: number;
}
