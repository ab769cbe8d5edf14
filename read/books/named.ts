const SHOWN = 5;

/** Some of them by name, and how many they are; `most` is where counting stopped. */
export function named(all: readonly string[], most: number): string {
  const some = all.slice(0, SHOWN).join(', ');
  if (all.length <= SHOWN) return some;
  return `${all.length >= most ? `at least ${most}` : all.length}, such as ${some}`;
}
