import { createHash } from 'node:crypto';
import type { ChannelSettings } from '../domain/channels/settings.ts';
import type { Policy } from '../domain/invoice/policy.ts';
import type { OwnTexts } from '../domain/letters/own-texts.ts';
import type { SignalSettings } from '../domain/signals/settings.ts';
import type { WrittenConfiguration } from './collectors/build.ts';

/**
 * Names a policy's version by what it says: equal rules have the equal hash, however their file was written.
 *
 * Comments, the order of keys and defaults written out or left out make no new version.
 */
export function policyHash(policy: Policy): string {
  return hashOf(policy);
}

/** Names a version of signal settings; null names that there are none. */
export function signalsHash(settings: SignalSettings | null): string {
  return hashOf(settings);
}

/** Names a collector configuration by what it says. */
export function configurationHash(configuration: WrittenConfiguration): string {
  return hashOf(configuration);
}

/** Names a version of channels by what they say. */
export function channelsHash(settings: ChannelSettings): string {
  return hashOf(settings);
}

/** Names a creditor's own texts by what they say. */
export function textsHash(texts: OwnTexts): string {
  return hashOf(texts);
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}

/** JSON with sorted keys; undefined fields count as absent. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
