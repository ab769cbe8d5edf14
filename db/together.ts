type Answers<Asked> = { readonly [Name in keyof Asked]: Awaited<Asked[Name]> };

/**
 * The answers to questions that need nothing of each other. Asked one after the other, each waits for the answer to
 * the one before; asked together, they travel together to a database on another machine.
 */
export async function together<Asked extends Readonly<Record<string, unknown>>>(
  asked: Asked,
): Promise<Answers<Asked>> {
  const names = Object.keys(asked);
  const answers = await Promise.all(Object.values(asked));
  return Object.fromEntries(names.map((name, i) => [name, answers[i]])) as Answers<Asked>;
}

/**
 * What works that need nothing of each other lead to. All of them come to their end before one that failed ends the
 * whole: none asks a transaction that is over.
 */
export async function allTogether<Result>(works: readonly Promise<Result>[]): Promise<readonly Result[]> {
  const ended = await Promise.allSettled(works);
  return ended.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}
