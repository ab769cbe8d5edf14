/** What a write did. */
export interface Written {
  /** How many rows it changed. */
  readonly changes: number;
}

/** A statement with `?` for its values; each row comes as the list of its columns. */
export interface PositionalStatement {
  all(values: readonly unknown[]): Promise<readonly (readonly unknown[])[]>;
  run(values: readonly unknown[]): Promise<Written>;
}

export type Values = Readonly<Record<string, unknown>>;

/** A statement with `:name` for its values; each row comes as an object of its columns. */
export interface NamedStatement<Row = unknown> {
  all(values: Values): Promise<readonly Row[]>;
  get(values: Values): Promise<Row | undefined>;
  run(values: Values): Promise<Written>;
}

/**
 * What an engine does with one statement on one connection. Statements are written as SQLite understands them, in the
 * words that both engines share (see words.ts); the same text is prepared once.
 */
export interface Driver {
  prepare(text: string): PositionalStatement;
  prepareNamed<Row>(text: string): NamedStatement<Row>;
}
