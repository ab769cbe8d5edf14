/*
 * What the columns of invoices, payments and customers are called in Dutch, German, English, Danish, Norwegian,
 * Swedish, Finnish and French bookkeeping. The likelier name stands first; of two columns that could be a field, the
 * one that stands first here is taken.
 */

type Names = Readonly<Record<string, string>>;

const NUMBER =
  'invoice number, invoice no, invoice nr, invoice id, invoice #, rechnungsnummer, rechnungsnr, rechnung nr, rechnung, factuurnummer, factuurnr, factuur, fakturanummer, fakturanr, faktura nr, fakturanr., faktura, laskunumero, laskunro, laskun numero, lasku, numéro de facture, n° de facture, n° facture, no facture, facture, document number, document no, belegnummer, belegnr, belegfeld 1, beleg, bilagsnr, bilagsnummer, boekstuknummer, onze ref, our reference, num, nummer, number, invoice';
const CUSTOMER =
  'customer number, customer no, customer id, customer code, kundennummer, kundennr, kunden-nr, debitorennummer, debitorennr, debitor, klantnummer, klantnr, klantcode, debiteurnummer, debiteurnr, deb.nr., relatiecode, relatienummer, debiteur, kundenummer, kundenr, kundnummer, kundnr, debitornr, asiakasnumero, asiakasnro, asiakas, numéro client, code client, n° client, contactname, account code, konto, account, contact, customer full name, customer, client, kunde, kund, klant, relatie, code, nr.';
const CURRENCY =
  'currency, currency code, währung, waehrung, wkz umsatz, wkz, valuta, valutakod, valutakode, iso-kode, devise, valuutta, document currency, local currency, munt';
const AMOUNT =
  'invoice amount, rechnungsbetrag, factuurbedrag, fakturabeløb, fakturabeløp, fakturabelopp, fakturabelop, bruttobetrag, umsatz (ohne soll/haben-kz), amount in doc. curr., amount in local currency, amount, betrag, bedrag, beløb, beløp, belopp, montant ttc, montant, summa, loppusumma, laskun summa, total, totalt, totaal, gesamtbetrag, umsatz, brutto, saldo, open balance, openstaand, restbeløb, restbeløp, restbelopp, avoinna';

const WRITTEN: Readonly<Record<'invoices' | 'payments' | 'customers', Names>> = {
  invoices: {
    number: NUMBER,
    customer: CUSTOMER,
    issuedOn:
      'invoice date, rechnungsdatum, factuurdatum, fakturadato, fakturadatum, laskupäivä, laskun päivä, laskun pvm, date de facture, date facture, document date, belegdatum, bilagsdato, bogføringsdato, posting date, buchungsdatum, boekdatum, päiväys, datum, dato, date',
    dueOn:
      'due date, net due date, fälligkeitsdatum, fälligkeit, fällig am, fällig, zahlbar bis, vervaldatum, vervaldag, vervalt, forfaldsdato, forfald, forfallsdato, forfall, förfallodatum, förfallodag, eräpäivä, eräpvm, date d’échéance, échéance, belegfeld 2',
    amount: AMOUNT,
    currency: CURRENCY,
    reference:
      'betalingskenmerk, ocr-nummer, ocr-nr, ocr, kid-nummer, kid, viitenumero, viite, zahlungsreferenz, payment reference, reference number, référence de paiement',
    disputed: 'disputed, strittig, betwist, omtvistet, tvistig, riitautettu, contesté, litige',
    contract: 'contract, vertrag, vertragsnummer, contractnummer, kontrakt, avtal, sopimus, contrat',
  },
  payments: {
    invoice: `${NUMBER}, zahlungsreferenz, payment reference, betalingskenmerk, ocr, kid, viite, viitenumero, verwendungszweck, omschrijving, mededelingen, mededeling, meddelande, melding, besked, tekst, text, viesti, libellé`,
    customer:
      'customer number, customer no, kundennummer, kundennr, debitorennummer, klantnummer, debiteurnummer, kundenummer, kundenr, kundnummer, kundnr, asiakasnumero, code client',
    bookedOn:
      'booking date, buchungsdatum, buchungstag, boekdatum, boekingsdatum, transactiedatum, bokföringsdatum, bokföringsdag, bogføringsdato, bokføringsdato, bokført dato, kirjauspäivä, date de comptabilisation, date opération, payment date, zahlungsdatum, betaaldatum, betalingsdato, betaldatum, betalningsdatum, maksupäivä, date de paiement, transaction date, posting date, document date, bilagsdato, belegdatum, datum, dato, date',
    amount: `payment amount, zahlungsbetrag, betaald bedrag, indbetalt, innbetalt, inbetalt, betalt beløb, ${AMOUNT}`,
    currency: CURRENCY,
    externalId:
      'transaction id, transaction number, transactie id, transaktions-id, transaksjons-id, transactie referentie, volgnummer, volgnr, booking id, buchungsnummer, buchungs guid, arkivreferanse, arkiveringstunnus, end-to-end-referenz, bankreferenz, kundenreferenz, document number, bilagsnr, verifikationsnummer, reference, referenz, referentie, referens, referanse, référence, id',
  },
  customers: {
    customer: CUSTOMER,
    name: 'customer name, name, firmenname, firma, kundenname, naam, bedrijfsnaam, klantnaam, debiteurnaam, navn, kundenavn, namn, kundnamn, nimi, asiakkaan nimi, nom, raison sociale, contactname, account name',
    registerNumber:
      'kvk-nummer, kvk, handelsregisternummer, register number, company number, organisationsnummer, orgnr, org.nr, cvr-nummer, cvr, organisasjonsnummer, y-tunnus, siret, siren, vat number, ust-idnr, btw-nummer',
    email: 'e-mail, email, emailaddress, e-mailadres, e-post, epost, sähköposti, courriel, mail',
    phone: 'phone, telefon, telefoon, telefonnummer, telefoonnummer, puhelin, téléphone, mobile, mobil',
    street:
      'street, straße, strasse, straat, adres, address, addressline1, adresse, gateadresse, adress, vej, osoite, rue, anschrift, poaddressline1',
    postcode:
      'postcode, postal code, zip, plz, postleitzahl, postnr, postnummer, postinumero, code postal, popostalcode',
    city: 'city, ort, stadt, plaats, woonplaats, by, poststed, stad, postort, kaupunki, postitoimipaikka, ville, pocity',
    country: 'country, country code, land, landcode, landekode, landskod, maa, pays, pocountry',
    language: 'language, sprache, taal, sprog, språk, kieli, langue',
    birthDate:
      'birth date, date of birth, geburtsdatum, geboortedatum, fødselsdato, födelsedatum, syntymäaika, date de naissance',
  },
};

/** Each field with what its column may be called; first of all by the field's own name. */
export const SYNONYMS = Object.fromEntries(
  Object.entries(WRITTEN).map(([kind, names]) => [
    kind,
    Object.fromEntries(Object.entries(names).map(([field, called]) => [field, `${field}, ${called}`])),
  ]),
) as typeof WRITTEN;

/** Columns with the day on which an invoice was paid. */
export const SETTLED =
  'settled date, settled on, paid on, date paid, paid date, bezahlt am, betaald op, voldaan op, betalt dato, betalt den, betaldatum, betald den, maksettu, payé le, clearing date, ausgleichsdatum';

/** Columns that name the invoice a credit note is on. */
export const CREDITED =
  'invoice reference, credited invoice, credit on, bezug, bezugsrechnung, zu rechnung, crediteert, kreditfaktura för, kreditererar, krediterer, krediteret faktura, hyvitettävä lasku, facture créditée';

/** The two sides where debit and credit stand in columns of their own. */
export const DEBIT = 'sollbetrag, soll, debit, debet, débit, debetbedrag, debetbelopp';
export const CREDIT = 'habenbetrag, haben, credit, kredit, crédit, creditbedrag, kreditbelopp';

/** Letters as people and programs write them: without case, signs and the dots over them, `ae` as `ä`. */
export function fold(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ø/g, 'o')
    .replace(/æ/g, 'a')
    .replace(/[^a-z0-9#]/g, '')
    .replace(/ae/g, 'a')
    .replace(/oe/g, 'o')
    .replace(/ue/g, 'u');
}

const foldedNames = new Map<string, readonly string[]>();

/** How likely a column of that name is the field of these names: the more the likelier, 0 when it is not. */
export function likeness(column: string, names: string): number {
  let known = foldedNames.get(names);
  if (known === undefined) {
    known = names.split(',').map((name) => fold(name));
    foldedNames.set(names, known);
  }
  const folded = fold(column);
  if (folded === '') return 0;
  const exact = known.indexOf(folded);
  if (exact >= 0) return 200 - exact;
  const begins = known.findIndex((name) => name.length >= 5 && folded.startsWith(name));
  return begins < 0 ? 0 : 90 - begins;
}
