/** Proves that this build receives tasks: nothing more. */
export async function canary(): Promise<'ok'> {
  return 'ok';
}
