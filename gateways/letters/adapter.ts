import { type LetterSettings, LetterWay } from '../../domain/channels/letter.ts';
import type { ChannelAdapter } from '../channels/adapter.ts';

/** How the section `letter` becomes a gateway. */
export const letterAdapter: ChannelAdapter<LetterSettings> = {
  open({ kind }, { outbox }) {
    switch (kind) {
      case LetterWay.OUTBOX:
        return outbox;
      default:
        return kind satisfies never;
    }
  },
  check: async () => [],
};
