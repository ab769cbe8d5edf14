type Env = Record<string, string | undefined>;

/** Either the address of a server that runs, or the folder of the programs that one is started with. */
export type FoundPostgres =
  | { readonly url: string; readonly says: string }
  | { readonly bin: string; readonly says: string };

export declare const PACKAGE: string;
export declare const PACKAGE_VERSION: string;
export declare function findPostgres(env?: Env): Promise<FoundPostgres | { readonly why: string }>;
export declare function packageFolder(env: Env): string;
