// Copies the books of a file, and kills itself at the place that is named.
import { copyBooks } from '../../../db/copy/copy-books.ts';
import { Target } from '../../../db/copy/target.ts';
import { bookProblems } from '../../../read/books/book-problems.ts';

const [file = '', url = '', window = ''] = process.argv.slice(2);
const real = Target.prototype;
const { insert, rows, end, commit } = real;
const die = () => process.kill(process.pid, 'SIGKILL');

/** Well within the tables. */
const MIDDLE = 20;
let tables = 0;
if (window === 'while it copies') {
  real.insert = async function (...args) {
    if (++tables === MIDDLE) die();
    return insert.apply(this, args);
  };
}
if (window === 'while it compares') {
  real.rows = async function* (...args) {
    if (++tables === MIDDLE) die();
    yield* rows.apply(this, args);
  };
}
if (window === 'before it checks') {
  real.end = async function (...args) {
    await end.apply(this, args);
    die();
  };
}
if (window === 'before the end is committed') {
  real.commit = async () => {
    die();
  };
}
if (window === 'after the end was committed') {
  real.commit = async function () {
    await commit.apply(this);
    die();
  };
}

await copyBooks({ file, url, replaces: false, at: 0, check: bookProblems });
