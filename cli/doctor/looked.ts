import { bad, type Finding, reasonOf } from '../../read/books/finding.ts';

/** A question that cannot be asked is a finding too; the others are asked all the same. */
export async function looked(what: string, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    return bad(what, `It could not be looked at: ${reasonOf(error)}.`, 'see the server and its rights');
  }
}
