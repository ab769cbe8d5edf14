/** A case as the web service of an established collector platform documents it. */
export const SAMPLE = `{
    "billingAddress": {
        "city": "Winterthur",
        "country": "CH",
        "familyName": "Hans",
        "gender": "MALE",
        "givenName": "Tester",
        "mobilePhoneNumber": "+41445331570",
        "organizationName": "customweb GmbH",
        "postCode": "8400",
        "postalState": "8400",
        "street": "General-Guisan-Strasse 47"
    },
    "contractDate": "2017-12-12",
    "currency": "CHF",
    "dueDate": "2018-01-01",
    "environment": "PRODUCTION",
    "externalId": "11224454",
    "language": "de_DE",
    "lineItems": [
        {
            "amountIncludingTax": "120",
            "name": "test",
            "quantity": "1",
            "shippingRequired": true,
            "sku": "test",
            "type": "PRODUCT",
            "uniqueId": "1"
        }
    ],
    "reference": "test-case"
}`;
