/** How a surface calls a field of a question: `--next-before` on a command line, `nextBefore` over HTTP. */
export type FieldName = (field: string) => string;

/** A question that is put wrongly: which field, its value, and a sentence that says what would be right. */
export class WrongQuery extends Error {
  readonly field: string;
  readonly value: string;
  /** The sentence, with fields as the surface calls them. */
  readonly says: (called: FieldName) => string;

  constructor(field: string, value: string, says: (called: FieldName) => string) {
    super(says((name) => name));
    this.name = 'WrongQuery';
    this.field = field;
    this.value = value;
    this.says = says;
  }
}
