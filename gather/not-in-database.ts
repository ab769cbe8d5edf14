/** Something asked for is not there; no retry can mend that. */
export class NotInDatabase extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotInDatabase';
  }
}
