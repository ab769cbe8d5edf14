import type { Env } from './executables.mjs';
import type { Go } from './go-toolchain.mjs';
export declare function buildServer(options: {
  go: Go;
  env?: Env;
  sources?: string;
  onProgress?: (text: string) => void;
}): Promise<string>;
