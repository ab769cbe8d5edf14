import type { Env } from './executables.mjs';
export declare const SERVER_SOURCES: string;
export declare function cachedServer(
  env: Env,
  sources?: string,
): { folder: string; executable: string; lock: string };
export declare function takeCachedServer(env: Env, sources?: string): string | undefined;
export declare function removeUnusedServers(keep: { folder: string; executable: string }): void;
