/** What a bench may be told beside its size, as written on the command line. */
export interface BenchOptions {
  readonly workers?: string | undefined;
  readonly kills?: string | undefined;
  readonly seed?: string | undefined;
}
