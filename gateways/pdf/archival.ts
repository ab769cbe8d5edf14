import PDFDocument from 'pdfkit';
import type { Typeface } from './typeface.ts';

export interface ArchivalOptions {
  readonly title: string;
  readonly author: string;
  /** Code of the language it is written in. */
  readonly language: string;
  /** Stands in the file as the moment of its making: the same content gives the same bytes. */
  readonly at: number;
  readonly typeface: Typeface;
  /** Room around the text, in points. */
  readonly margins: {
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
  };
}

/**
 * A PDF that can be kept for years and read aloud: PDF/A-2a on A4, with its fonts `regular` and `bold` in it. All
 * that is drawn belongs into its structure, or is marked as an artifact.
 */
export function openArchival({
  title,
  author,
  language,
  at,
  typeface,
  margins,
}: ArchivalOptions): PDFKit.PDFDocument {
  const pdf = new PDFDocument({
    size: 'A4',
    margins,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    subset: 'PDF/A-2a',
    tagged: true,
    lang: language,
    displayTitle: true,
    // Else it would register Helvetica, which may not be left out of the file and is not in it.
    font: fontSource(typeface.regular),
    info: {
      Title: title,
      Author: author,
      Creator: 'Dunwell',
      Producer: 'Dunwell',
      CreationDate: new Date(at),
    },
  });
  escapeMetadata(pdf as unknown as WithMetadata);
  pdf.registerFont('regular', fontSource(typeface.regular));
  pdf.registerFont('bold', fontSource(typeface.bold));
  return pdf;
}

/** pdfkit takes an opened font as well as its bytes; its types know only of bytes. */
export function fontSource(font: Typeface['regular']): string {
  return font as unknown as string;
}

interface WithMetadata {
  info: Readonly<Record<string, unknown>>;
  endMetadata(): void;
}

/** pdfkit writes title and author into XML as they are: `Smith & Sons` would break it. */
function escapeMetadata(pdf: WithMetadata): void {
  const endMetadata = pdf.endMetadata.bind(pdf);
  pdf.endMetadata = () => {
    // What stands in the file outside of the XML has been written before.
    pdf.info = Object.fromEntries(
      Object.entries(pdf.info).map(([key, value]) => [
        key,
        typeof value === 'string' ? escapeXml(value) : value,
      ]),
    );
    endMetadata();
  };
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
