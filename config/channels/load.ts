import { ALL_CREDITORS, type ChannelSettings } from '../../domain/channels/settings.ts';
import { check } from '../check.ts';
import type { Problem } from '../problem.ts';
import { readTextFile } from '../text.ts';
import { withoutSecret } from '../without-secrets.ts';
import { readYaml } from '../yaml.ts';
import { emailRules } from './email-rules.ts';
import { channelsFileSchema } from './schema.ts';

/** What a channels file says, and of whom. */
export interface WrittenChannels {
  readonly creditor: string;
  readonly settings: ChannelSettings;
}

/** A channels file read, or every problem found in it. */
export type ChannelsLoad =
  | { readonly ok: true; readonly channels: WrittenChannels }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a channels file; never throws for what stands in it or for its absence. */
export async function loadChannelsFile(path: string): Promise<ChannelsLoad> {
  const file = await readTextFile(path);
  return file.ok ? readChannels(file.text) : { ok: false, problems: [file.problem] };
}

/** Reads the text of a channels file. */
export function readChannels(source: string): ChannelsLoad {
  const yaml = readYaml(source);
  if (!yaml.ok) return yaml;
  const checked = check(yaml.value, channelsFileSchema, emailRules, yaml.lineOf);
  if (!checked.ok) return { ok: false, problems: checked.problems.map(withoutSecret) };
  const { creditor = ALL_CREDITORS, ...settings } = checked.data;
  return { ok: true, channels: { creditor, settings } };
}
