/** As a build that cannot go on with a history: the task fails, and is tried again for ever. */
export async function invoice(): Promise<never> {
  throw new Error('a broken build');
}
