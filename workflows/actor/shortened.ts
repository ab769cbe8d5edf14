/** What is kept of a name or a cause that somebody else wrote: a refusal of a megabyte helps nobody. */
const MOST = 300;

export function shortened(text: string): string {
  return text.length <= MOST ? text : `${text.slice(0, MOST)}…`;
}
