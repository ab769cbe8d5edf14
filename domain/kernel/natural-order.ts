const PARTS = /\d+|\D+/g;
const STARTS_WITH_DIGIT = /^\d/;

/** Compares texts as people number things: `bank-9` comes before `bank-10`. Zero only for equal texts. */
export function inNaturalOrder(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [partsOf(a), partsOf(b)];
  const differing = left.findIndex((part, i) => part !== right[i]);
  const [one, other] = [left[differing], right[differing]];
  // One goes on where the other ends.
  if (one === undefined || other === undefined) return left.length - right.length;
  if (!STARTS_WITH_DIGIT.test(one) || !STARTS_WITH_DIGIT.test(other)) return one < other ? -1 : 1;
  return byValue(one, other) || one.length - other.length;
}

function partsOf(text: string): readonly string[] {
  return text.match(PARTS) ?? [];
}

/** Compares digits of any length. */
function byValue(a: string, b: string): number {
  const [one, other] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  if (one.length !== other.length) return one.length - other.length;
  return one < other ? -1 : Number(one > other);
}
