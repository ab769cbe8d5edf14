import { ALL_CREDITORS } from '../../domain/channels/settings.ts';
import { writeYaml } from '../yaml.ts';
import type { WrittenChannels } from './load.ts';

/** Channels as the file that says the same, with every default written out. */
export function writeChannels({ creditor, settings }: WrittenChannels): string {
  return writeYaml({ ...(creditor === ALL_CREDITORS ? {} : { creditor }), ...settings });
}
