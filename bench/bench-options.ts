/** What a bench may be told beside its size, as written on the command line. */
export interface BenchOptions {
  readonly database?: string | undefined;
  readonly workers?: string | undefined;
  readonly kills?: string | undefined;
  readonly seed?: string | undefined;
}
