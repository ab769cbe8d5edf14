type Env = Record<string, string | undefined>;
export declare function installPostgresIfWanted(env?: Env): Promise<void>;
export declare function isCi(env: Env): boolean;
