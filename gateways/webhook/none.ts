import type { Gateway } from '../port.ts';
import { refusal } from '../refusal.ts';

/** The channel webhook of a creditor that has none: the next channel is tried. */
export const NO_WEBHOOK: Gateway = {
  name: 'no webhook',
  dedupes: true,
  async deliver() {
    throw refusal('There is no webhook: publish channels with a section webhook.');
  },
  trace: async () => 'absent',
};
