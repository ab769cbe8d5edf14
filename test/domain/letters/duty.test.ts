import { expect, it } from 'vitest';
import { dutyOf } from '../../../domain/letters/duty.ts';

const letter = {
  country: 'NL',
  isConsumer: true,
  kind: 'notice',
  number: 2,
  hasCostsToCome: true,
} as const;

it.each([
  ['NL, notice to a consumer with costs to come', {}, 'fourteenDays'],
  ['NL, without costs', { hasCostsToCome: false }, null],
  ['NL, to a business', { isConsumer: false }, null],
  ['NL, a reminder', { kind: 'reminder' }, null],
  ['BE, the first reminder', { country: 'BE', kind: 'reminder', number: 1 }, 'freeReminder'],
  ['BE, a notice that is the first', { country: 'BE', number: 1 }, 'freeReminder'],
  ['BE, the second reminder', { country: 'BE', kind: 'reminder', number: 2 }, null],
  ['BE, to a business', { country: 'BE', kind: 'reminder', number: 1, isConsumer: false }, null],
  [
    'NO, the notice, whoever owes',
    { country: 'NO', isConsumer: false, hasCostsToCome: false },
    'inkassovarsel',
  ],
  ['NO, a reminder', { country: 'NO', kind: 'reminder' }, null],
  ['SE, the notice, whoever owes', { country: 'SE', isConsumer: false }, 'inkassokrav'],
  ['FI, the notice to a consumer', { country: 'FI' }, 'paymentDemand'],
  ['FI, to a business', { country: 'FI', isConsumer: false }, null],
  ['DE, nothing', { country: 'DE-BY' }, null],
] as const)('what the law wants said: %s', (_, changes, duty) => {
  expect(dutyOf({ ...letter, ...changes })).toBe(duty);
});
