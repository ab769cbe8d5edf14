type Env = Record<string, string | undefined>;

export interface PdfTools {
  /** Folder of veraPDF's libraries. */
  readonly jars: string;
  /** The Java source that asks them. */
  readonly judge: string;
}

export declare function findPdfTools(env?: Env): PdfTools | { readonly why: string };
export declare function installPdfToolsIfWanted(env?: Env): Promise<void>;
