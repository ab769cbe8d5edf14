import type { Env } from './executables.mjs';
export type Go = { file: string; version: string };
export declare const LEAST_GO: string;
export declare function findGo(env: Env): Promise<Go | { why: string }>;
