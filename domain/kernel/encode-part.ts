/** Characters that may stand in a workflow id, an effect key or a file name as they are. */
const PLAIN = /[A-Za-z0-9._-]/;

/** Percent-encodes everything but letters, digits, dot, underscore and dash: `2026/001` becomes `2026%2F001`. */
export function encodePart(part: string): string {
  return [...part].map((char) => (PLAIN.test(char) ? char : encodeChar(char))).join('');
}

function encodeChar(char: string): string {
  // encodeURIComponent leaves !'()* alone.
  const encoded = encodeURIComponent(char);
  return encoded === char ? `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}` : encoded;
}
