import { electronicFormatIBAN, ValidationErrorsIBAN, validateIBAN } from 'ibantools';

/** An IBAN as it is compared: capital letters and digits without spaces. */
export function plainIban(written: string): string {
  return electronicFormatIBAN(written) ?? written;
}

/** What is wrong with an IBAN and what would be right; undefined when its check digits are. */
export function ibanProblem(written: string): string | undefined {
  const { valid, errorCodes } = validateIBAN(plainIban(written));
  if (valid) return undefined;
  const [code] = errorCodes;
  switch (code) {
    case ValidationErrorsIBAN.NoIBANCountry:
      return 'begins with no country that has IBANs; write one like NL02 ABNA 0123 4567 89';
    case ValidationErrorsIBAN.WrongBBANLength:
      return 'is too long or too short for its country';
    case ValidationErrorsIBAN.WrongIBANChecksum:
    case ValidationErrorsIBAN.ChecksumNotNumber:
      return 'has wrong check digits; copy it from a statement of the bank';
    case ValidationErrorsIBAN.QRIBANNotAllowed:
    case ValidationErrorsIBAN.WrongBBANFormat:
    case ValidationErrorsIBAN.WrongAccountBankBranchChecksum:
    case ValidationErrorsIBAN.NoIBANProvided:
    case undefined:
      return 'is no IBAN of its country; copy it from a statement of the bank';
    default:
      return code satisfies never;
  }
}
