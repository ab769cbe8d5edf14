export { count, dayText, momentText, money } from '../../read/kit/format.ts';
