/** A small part of a document, held as a tree: one entry, one transaction, one balance. */
export interface Element {
  readonly name: string;
  readonly line: number;
  readonly currency: string | undefined;
  text: string;
  readonly children: Element[];
}

/** All elements at that path below; none when a step is missing. */
export function all(element: Element | undefined, ...path: readonly string[]): readonly Element[] {
  let here = element === undefined ? [] : [element];
  for (const name of path)
    here = here.flatMap(({ children }) => children.filter((child) => child.name === name));
  return here;
}

export function first(element: Element | undefined, ...path: readonly string[]): Element | undefined {
  return all(element, ...path)[0];
}

/** The text at that path in one line; undefined when there is none, or nothing but spaces. */
export function textAt(element: Element | undefined, ...path: readonly string[]): string | undefined {
  const text = first(element, ...path)
    ?.text.replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return text === '' ? undefined : text;
}
