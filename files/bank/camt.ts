import type { Element } from './element.ts';
import { UnreadableXml, type XmlSink, type XmlTag } from './xml.ts';

/** The messages that are read, by their number: what they are called and where their parts lie. */
const MESSAGES = {
  '053': { name: 'CAMT.053', root: 'BkToCstmrStmt', part: 'Stmt' },
  '054': { name: 'CAMT.054', root: 'BkToCstmrDbtCdtNtfctn', part: 'Ntfctn' },
} as const;
export type MessageNumber = keyof typeof MESSAGES;

const FIRST_VERSION = 2;
const LAST_VERSION = 13;
/** Elements held for one entry or transaction; a hundred is many. */
const MOST_ELEMENTS = 5000;
const MOST_TEXT = 100_000;
/** What a statement has beside its entries: number, account and a handful of balances. */
const MOST_PARTS = 1000;

/** Parts of a statement as they end; what else it has is passed over. */
export interface CamtParts {
  begin(message: MessageNumber, line: number): void;
  /** A child of the statement: its number, account, a balance. */
  child(element: Element): void;
  /** An entry begins; its transactions follow, each by itself, so that a batch of thousands is never held. */
  beginEntry(): void;
  /** A transaction of the entry under way, with what is known of the entry so far. */
  transaction(element: Element, entry: Element): void;
  /** The entry, without its transactions. */
  entry(element: Element): void;
  end(): void;
}

const CHILDREN = new Set([
  ...['Id', 'ElctrncSeqNb', 'LglSeqNb', 'CreDtTm', 'FrToDt', 'StmtPgntn', 'NtfctnPgntn'],
  ...['Acct', 'Bal', 'Ntry'],
]);

/** Follows a document of CAMT.053 or CAMT.054 and hands over its parts. */
export class CamtSink implements XmlSink {
  private readonly parts: CamtParts;
  private message: MessageNumber | undefined;
  private namespace = '';
  /** Elements that are open, whether held or passed over. */
  private readonly path: string[] = [];
  private readonly held: Element[] = [];
  /** How much is held of each part that is let go by itself: the entry, its details, a transaction. */
  private readonly sizes: { elements: number; text: number }[] = [];
  private statementParts = 0;
  /** Depth at which an element of another namespace, or one of no interest, began. */
  private passingFrom: number | undefined;

  constructor(parts: CamtParts) {
    this.parts = parts;
  }

  open(tag: XmlTag, line: number): void {
    this.path.push(tag.name);
    const depth = this.path.length;
    if (depth === 1) this.begin(tag, line);
    if (this.passingFrom !== undefined) return;
    if (tag.namespace !== this.namespace) {
      this.passingFrom = depth;
      return;
    }
    const message = MESSAGES[this.message ?? '053'];
    if (depth === 2 && tag.name !== message.root) {
      throw new UnreadableXml(
        `has <${shownName(tag.name)}> where ${message.name} has <${message.root}>`,
        line,
      );
    }
    if (depth === 3) {
      if (tag.name === message.part) {
        this.statementParts = 0;
        this.parts.begin(this.message ?? '053', line);
      } else this.passingFrom = depth;
    }
    if (depth === 4 && !CHILDREN.has(tag.name)) this.passingFrom = depth;
    if (depth >= 4 && this.passingFrom === undefined) this.hold(tag, line);
  }

  text(text: string): void {
    const element = this.held.at(-1);
    if (this.passingFrom !== undefined || element === undefined) return;
    const size = this.sizes.at(-1);
    if (size === undefined) return;
    size.text += text.length;
    if (size.text > MOST_TEXT) this.refuse('texts of', MOST_TEXT, 'characters');
    element.text += text;
  }

  close(): void {
    const depth = this.path.length;
    if (this.passingFrom === undefined) {
      if (depth === 3) this.parts.end();
      if (depth >= 4) {
        const element = this.held.pop();
        if (element !== undefined) this.letGo(element);
        if (this.isApart()) this.sizes.pop();
      }
    } else if (this.passingFrom === depth) this.passingFrom = undefined;
    this.path.pop();
  }

  private begin(tag: XmlTag, line: number): void {
    const [, number = '', version = ''] =
      /^urn:iso:std:iso:20022:tech:xsd:camt\.(\d{3})\.001\.(\d{2})$/.exec(tag.namespace) ?? [];
    const isKnown = Object.hasOwn(MESSAGES, number);
    const isTaken = isKnown && Number(version) >= FIRST_VERSION && Number(version) <= LAST_VERSION;
    if (tag.name !== 'Document' || !isTaken) {
      const what = tag.namespace === '' ? 'no namespace' : `the namespace ${shownName(tag.namespace)}`;
      throw new UnreadableXml(
        `begins with <${shownName(tag.name)}> of ${what}; what is read are camt.053.001 and camt.054.001 in versions 02 to ${LAST_VERSION}`,
        line,
      );
    }
    this.namespace = tag.namespace;
    this.message = number as MessageNumber;
  }

  private hold(tag: XmlTag, line: number): void {
    const element: Element = { name: tag.name, line, currency: tag.attribute('Ccy'), text: '', children: [] };
    if (this.isEntry()) this.parts.beginEntry();
    if (this.isApart()) this.sizes.push({ elements: 0, text: 0 });
    else this.held.at(-1)?.children.push(element);
    this.held.push(element);
    const size = this.sizes.at(-1);
    if (size === undefined) return;
    size.elements += 1;
    if (size.elements > MOST_ELEMENTS) this.refuse('', MOST_ELEMENTS, 'elements');
  }

  private letGo(element: Element): void {
    if (this.path.length === 4) {
      if (element.name === 'Ntry') this.parts.entry(element);
      else {
        this.statementParts += 1;
        if (this.statementParts > MOST_PARTS) {
          throw new UnreadableXml(
            `has a statement with more than ${MOST_PARTS} parts beside its entries`,
            element.line,
          );
        }
        this.parts.child(element);
      }
    }
    const [entry] = this.held;
    if (this.isTransaction() && entry !== undefined) this.parts.transaction(element, entry);
  }

  /** Held by itself and not as a child of what is around it. */
  private isApart(): boolean {
    return this.path.length === 4 || this.isDetails() || this.isTransaction();
  }

  private isEntry(): boolean {
    return this.path.length === 4 && this.path[3] === 'Ntry';
  }

  private isDetails(): boolean {
    return this.path.length === 5 && this.path[3] === 'Ntry' && this.path[4] === 'NtryDtls';
  }

  private isTransaction(): boolean {
    const [, , , entry, details, transaction] = this.path;
    return this.path.length === 6 && entry === 'Ntry' && details === 'NtryDtls' && transaction === 'TxDtls';
  }

  private refuse(before: string, most: number, what: string): never {
    const line = this.held[0]?.line ?? 0;
    const many = [before, `more than ${most}`, what].filter((word) => word !== '').join(' ');
    throw new UnreadableXml(`has an entry with ${many}; no bank statement has`, line);
  }
}

function shownName(name: string): string {
  return name.length > 80 ? `${name.slice(0, 79)}…` : name;
}
