"""A second opinion on check digits: what python-stdnum says of many references, right and wrong ones.

    pip install python-stdnum==2.2
    python scripts/reference-fixture.py > test/domain/intake/references/python-stdnum.json

The tests read the fixture, so that they need no Python. Kinds that python-stdnum does not know by name are judged
by its own general modules where there is one: Luhn for SE, NO (modulus 10) and DK, the Norwegian account number for
NO (modulus 11, eleven digits). Dutch and Finnish references it does not know at all.
"""

import json
import random

import stdnum
from stdnum import iso11649, luhn
from stdnum.be import ogm_vcs
from stdnum.ch import esr
from stdnum.no import kontonr

random.seed(2026)


def digits(length):
    return ''.join(random.choice('0123456789') for _ in range(length - 1)) + random.choice('123456789')


def rf(length):
    body = ''.join(random.choice('0123456789ABCDEFGHJKLMNPQRSTUVWXYZ') for _ in range(length))
    return next(f'RF{check:02}{body}' for check in range(2, 99) if iso11649.is_valid(f'RF{check:02}{body}'))


def whole(body, is_valid):
    """The body with the check digits that make it right; other bodies are tried where there are none."""
    while True:
        for check in range(100 if is_valid is ogm_vcs.is_valid else 10):
            text = f'{body}{check:02}' if is_valid is ogm_vcs.is_valid else f'{body}{check}'
            if is_valid(text):
                return text
        body = digits(len(body))


KINDS = {
    'RF': (None, lambda: rf(random.randint(3, 21)), iso11649.is_valid),
    'CH_QR': ('CH', lambda: whole(digits(26), esr.is_valid), esr.is_valid),
    'BE_OGM': ('BE', lambda: whole(digits(10), ogm_vcs.is_valid), ogm_vcs.is_valid),
    'DK_FIK': ('DK', lambda: whole(digits(random.randint(14, 15)), luhn.is_valid), luhn.is_valid),
    'SE_OCR': ('SE', lambda: whole(digits(random.randint(2, 24)), luhn.is_valid), luhn.is_valid),
    'NO_KID_MOD10': ('NO', lambda: whole(digits(random.randint(2, 24)), luhn.is_valid), luhn.is_valid),
    'NO_KID_MOD11': ('NO', lambda: whole(digits(10), kontonr.is_valid), kontonr.is_valid),
}


def spoilt(text):
    """One digit changed, or two neighbours exchanged."""
    at = random.randrange(4, len(text) - 1) if text.startswith('RF') else random.randrange(len(text) - 1)
    if random.random() < 0.5 and text[at].isdigit():
        return text[:at] + str((int(text[at]) + random.randint(1, 9)) % 10) + text[at + 1:]
    return text[:at] + text[at + 1] + text[at] + text[at + 2:]


rows = []
for kind, (country, make, is_valid) in KINDS.items():
    for _ in range(25):
        right = make()
        for text in (right, spoilt(right)):
            rows.append({'kind': kind, 'country': country, 'text': text, 'isRight': bool(is_valid(text))})

print(json.dumps({
    'madeBy': 'python scripts/reference-fixture.py',
    'judge': f'python-stdnum {stdnum.__version__}',
    'references': rows,
}, indent=1))
