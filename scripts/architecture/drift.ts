const FIGURE = /\d+/g;

/**
 * Whether a page says what the code is: its words are the same, and no figure is off by more than a tenth or by ten.
 * Figures change with every line that is written; they are put right when the page is written the next time.
 */
export function isUpToDate(written: string, drawn: string): boolean {
  if (written.replace(FIGURE, '#') !== drawn.replace(FIGURE, '#')) return false;
  const now = drawn.match(FIGURE) ?? [];
  return (written.match(FIGURE) ?? []).every((figure, index) => {
    const off = Math.abs(Number(figure) - Number(now[index]));
    return off <= Math.max(10, Number(figure) / 10);
  });
}
