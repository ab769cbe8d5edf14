import { domainToASCII } from 'node:url';
import { domainOf } from '../../domain/channels/mail-address.ts';

/** The address as servers take it: its domain in ASCII. */
export function asciiAddress(address: string): string {
  return `${address.slice(0, address.lastIndexOf('@'))}@${domainToASCII(domainOf(address))}`;
}
