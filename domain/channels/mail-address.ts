/** One plain address: nothing that a header would read as a second one, and no character that needs SMTPUTF8. */
const ADDRESS = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@(?=[^@]*\.)[^\s@,;:<>()[\]\\"\p{Cc}]+$/u;
const MAX_LENGTH = 254;

/** True for an address that can stand in a header as it is; a domain may have letters other than ASCII. */
export function isMailAddress(text: string): boolean {
  return text.length <= MAX_LENGTH && ADDRESS.test(text);
}

/** What stands after the @, in small letters. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
