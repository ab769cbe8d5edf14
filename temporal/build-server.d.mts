import type { Env } from './executables.mjs';
import type { Go } from './go-toolchain.mjs';
export declare function buildServer(options: {
  go: Go;
  env?: Env;
  sources?: string;
  onProgress?: (text: string) => void;
}): Promise<string>;

/** Why a folder cannot be written, in words. */
export declare const REASONS: Readonly<Record<string, string>>;
