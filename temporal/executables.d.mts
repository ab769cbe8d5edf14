export type Env = Record<string, string | undefined>;
export declare function findOnPath(name: string, env: Env): string | undefined;
export declare function outputOf(
  file: string,
  args: readonly string[],
  env: Env,
  cwd?: string,
): Promise<string | undefined>;
export declare function atLeast(version: string, least: string): boolean;
export declare function isExecutable(file: string): boolean;
