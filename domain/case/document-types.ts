/** Types of documents that a case takes, with the endings their names may have. */
const ENDINGS = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/tiff': ['tif', 'tiff'],
  'image/heic': ['heic'],
  'image/webp': ['webp'],
  'text/plain': ['txt', 'text', 'log', 'md'],
  'text/html': ['html', 'htm'],
  'text/csv': ['csv'],
  'application/xml': ['xml'],
  'application/json': ['json'],
  'message/rfc822': ['eml'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type DocumentType = keyof typeof ENDINGS;

export const DOCUMENT_TYPES = Object.keys(ENDINGS) as readonly DocumentType[];

/** Other names of the same types. */
const ALSO_CALLED: Readonly<Record<string, DocumentType>> = {
  'text/xml': 'application/xml',
  'application/csv': 'text/csv',
  'application/xhtml+xml': 'text/html',
  'image/jpg': 'image/jpeg',
  'application/x-pdf': 'application/pdf',
};

/** What content that was recognized may also be declared as: a CSV cannot be told from other text. */
const ALSO_FITS: Readonly<Partial<Record<DocumentType, readonly DocumentType[]>>> = {
  'text/plain': ['text/csv'],
  'text/html': ['text/plain'],
  'application/xml': ['text/plain', 'text/html'],
  'application/json': ['text/plain'],
  'message/rfc822': ['text/plain'],
};

/** Endings that make a system run what it should show, whatever the content. */
const RUNS: readonly string[] = [
  ...['exe', 'com', 'scr', 'msi', 'dll', 'bat', 'cmd', 'ps1', 'vbs', 'vbe', 'js', 'mjs', 'jse', 'wsf', 'hta'],
  ...['lnk', 'pif', 'reg', 'jar', 'sh', 'bash', 'app', 'apk', 'dmg', 'iso', 'docm', 'xlsm', 'pptm', 'url'],
];

/** The type that a text such as `Text/XML; charset=utf-8` means; undefined when a case takes no such documents. */
export function documentTypeOf(text: string): DocumentType | undefined {
  const plain = (text.split(';')[0] ?? '').trim().toLowerCase();
  return DOCUMENT_TYPES.find((type) => type === plain) ?? ALSO_CALLED[plain];
}

/** The type that a name's ending promises; null when it promises none. */
export function typeOfEnding(name: string): DocumentType | null {
  const ending = endingOf(name);
  return DOCUMENT_TYPES.find((type) => (ENDINGS[type] as readonly string[]).includes(ending)) ?? null;
}

/** True when a system might run a file of that name instead of showing it. */
export function isNameOfProgram(name: string): boolean {
  return RUNS.includes(endingOf(name));
}

/** True when content recognized as one type may be called another. */
export function fits(recognized: DocumentType, declared: DocumentType): boolean {
  return recognized === declared || (ALSO_FITS[recognized]?.includes(declared) ?? false);
}

/** The ending that a name of this type usually has, with its dot. */
export function usualEnding(type: DocumentType): string {
  return `.${ENDINGS[type][0]}`;
}

function endingOf(name: string): string {
  // A trailing dot or space is dropped by some systems, which then see the ending before it.
  const trimmed = name.replace(/[. ]+$/, '');
  const dot = trimmed.lastIndexOf('.');
  return dot < 0 ? '' : trimmed.slice(dot + 1).toLowerCase();
}
