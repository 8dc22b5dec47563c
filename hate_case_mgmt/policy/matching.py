"""Recognising a person or a home that is known already.

Everything here turns what people typed into short keys: equal keys mean "look at this",
never "this is the same". Keys are text of at most 64 characters, the same in every
process, so they can be stored and indexed.
"""

import hashlib
import re
import unicodedata

from .sentence import Sentence, _lt

KIND_NAME = "name"
KIND_PHONE = "phone"
KIND_EMAIL = "email"
KIND_UPRN = "uprn"
KIND_ADDRESS = "address"
KIND_ALLEGED = "alleged"

MAX_KEY = 64
DEFAULT_COUNTRY_CODE = "44"
# With the country code (ITU-T E.164)
MIN_PHONE_DIGITS = 8
MAX_PHONE_DIGITS = 15
MAX_UPRN_DIGITS = 12

_TITLES = frozenset(
    "mr mrs ms miss mx master dr doctor prof professor sir dame rev reverend "
    "councillor cllr".split()
)
# Letters that Unicode doesn't take apart into a letter and an accent
_PLAIN_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
    }
)
# Written inside a word and not heard: O'Brien, Ma`ruf; the stroke that lengthens Arabic
_UNHEARD = dict.fromkeys(map(ord, "'’‘‛`´ʼʻʹ′＇\u0640"))

# Names that are written one way and said another, and usual short forms
_SAID_AS = {
    "caoimhe": "keeva",
    "eoin": "owen",
    "geoffrey": "jeffrey",
    "graeme": "graham",
    "iain": "ian",
    "isaac": "isac",
    "md": "mohammed",
    "michael": "mikel",
    "mohd": "mohammed",
    "neil": "neal",
    "niamh": "neeve",
    "reid": "reed",
    "sean": "shaun",
    "sinead": "shinade",
    "siobhan": "shivan",
    "vaughan": "vaughn",
}
# From spelling to sound, in this order. Capitals are sounds that have no letter of
# their own: C as in church, S as in shop, Y as in Yusuf, E the silent one of Kane;
# a hyphen parts the vowels around an h.
_SPELLINGS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^([^aeiouy]*)([aou])([^aeiouyw])e$", r"\1\2E\3"),
        (r"([^aeiou])\1+", r"\1"),
        (r"^(?:mc|mac(?=[^ehy]))", "mak"),
        (r"^[kg]n", "n"),
        (r"^wr", "r"),
        (r"^wh(?=[aeiy])", "w"),
        (r"^ps(?=[aeiouy])", "s"),
        (r"^x", "s"),
        (r"^y(?=[aeiou])", "Y"),
        (r"^ge(?=[mor])", "je"),
        (r"^gilli", "jilli"),
        (r"eigh|igh(?![aeiouy])", "ee"),
        (r"([ao])ugh", r"\1u"),
        (r"ugh(?![aiouy])", "u"),
        (r"eh(?=[bcdfgklmnpqrstvwz])", "ah"),
        (r"(?<=[aeiouy])h$", ""),
        (r"sch|sh", "S"),
        (r"tch", "C"),
        (r"ch(?=[lr])|ck|kh|q", "k"),
        (r"ch", "C"),
        (r"ph|v", "f"),
        (r"th", "t"),
        (r"gh", "g"),
        (r"dg(?=[ei])", "j"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"x", "ks"),
        (r"(?<=.)z", "s"),
        (r"(?<=[aeiouyE])([^aeiouyE]+)e$", r"\1"),
        (r"(?<=.)h", "-"),
    )
]
# What comes before the first vowels, they themselves, and the rest
_PARTS = re.compile(r"([^aeiouy]*)((?:[aeiouy][aeiouywE]*)?)(.*)")
_LATER_VOWELS = re.compile(r"[aeiouy][aeiouywE]*")
_REPEATS = re.compile(r"([a-zA-Z])\1+")
# The first vowels of a name tell what its consonants can't: Hassan is not Hussain, Lee
# is not Lowe. Spellings that are heard alike share a letter.
_FIRST_VOWELS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"a[uw]|e[uw]", "o"),
        (r"a[iyeE]|ei", "e"),
        (r"a", "a"),
        (r"o[aE]", "O"),
        (r"uE", "u"),
        (r"[ou]", "o"),
        (r"[eiy]", "i"),
    )
]
_LAST_VOWELS = {"a": "a", "e": "i", "i": "i", "y": "i", "o": "o", "u": "o"}

_STREET_WORDS = {
    "apartment": "flat",
    "apt": "flat",
    "avenue": "ave",
    "close": "cl",
    "court": "ct",
    "crescent": "cres",
    "drive": "dr",
    "gardens": "gdns",
    "grove": "gr",
    "house": "hse",
    "lane": "ln",
    "no": "",
    "number": "",
    "place": "pl",
    "road": "rd",
    "saint": "st",
    "square": "sq",
    "street": "st",
    "terrace": "ter",
    "unit": "flat",
}
_UK_POSTCODE = re.compile(r"[a-z]{1,2}\d[a-z\d]?\d[a-z]{2}")
_POSTCODE_IN_TEXT = re.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}\b", re.IGNORECASE)
_FLAT = re.compile(r"\bflat (\w+)")
# Between the dots of a domain; before the @ a dot may stand as well
_LABEL = r"[^\s\0-\x1f\x7f@<>\".]+"
_EMAIL = re.compile(rf"[^\s\0-\x1f\x7f@<>\"]+@{_LABEL}(?:\.{_LABEL})+")


def normalise_name(name):
    """A name as it compares: without accents, capitals, punctuation and titles.

    Any script stays itself, without optional vowel points. A name made of titles alone
    keeps them.

    :return: str of words, empty if there is no letter or digit
    """
    words = _words(name)
    return " ".join([word for word in words if word not in _TITLES] or words)


def sound_key(name):
    """What a name sounds like, whatever the order of its parts.

    Made for the names that tenants and officers spell by ear: Mohammed and Muhammad,
    Catherine and Kathryn, Hussain and Hussein. Names in other scripts than the Latin
    are their own key.

    :return: str of at most 64 characters, empty if the name is
    """
    return _key(" ".join(sorted(map(_sound, normalise_name(name).split()))))


def normalise_phone(text, default_country_code=DEFAULT_COUNTRY_CODE):
    """A phone number as it compares: country code and digits, no sign before it.

    :param text: as typed, ``+44 7700 900123``, ``0044...`` or ``07700 900123``
    :param default_country_code: for a number given without one
    :return: str of 8 to 15 digits, or None if this can't be a phone number
    """
    typed = _visible(unicodedata.normalize("NFKC", text)).strip()
    abroad = typed.startswith(("+", "00"))
    if abroad:
        typed = typed.replace("(0)", "")
    digits = re.sub(r"[\s()./‐–—-]", "", typed.removeprefix("+"))
    if not digits.isdecimal():
        return None
    digits = "".join(str(unicodedata.decimal(digit)) for digit in digits)
    if abroad and not typed.startswith("+"):
        digits = digits[2:]
    elif not abroad and not digits.startswith(default_country_code):
        digits = default_country_code + digits
    own = digits.removeprefix(default_country_code)
    if own != digits:
        # The 0 that is dialled only inside the country
        digits = default_country_code + own.removeprefix("0")
    if digits.startswith("0"):
        return None
    return digits if MIN_PHONE_DIGITS <= len(digits) <= MAX_PHONE_DIGITS else None


def normalise_email(text):
    """An e-mail address as it compares.

    :param text: ``someone@example.org``, also ``Some One <someone@example.org>``
    :return: str, or None if this is no address
    """
    typed = _visible(unicodedata.normalize("NFKC", text)).strip().casefold()
    inside = re.search(r"<([^<>]*)>$", typed)
    address = inside[1].strip() if inside else typed
    return address if _EMAIL.fullmatch(address) else None


def normalise_uprn(text):
    """A unique property reference number as it compares, leading zeros left out.

    What is shown and stored keeps its zeros: 000000199356 and 199356 are one home.

    :param text: as typed or imported
    :return: str of 1 to 12 digits
    :raise ValueError: a sentence saying what a UPRN looks like; it does not repeat what
        was typed
    """
    digits = re.sub(r"\s", "", _visible(unicodedata.normalize("NFKC", text)))
    if not re.fullmatch(rf"[0-9]{{1,{MAX_UPRN_DIGITS}}}", digits) or not digits.strip(
        "0"
    ):
        raise ValueError(
            Sentence(
                _lt(
                    "A UPRN is a number of up to 12 digits, such as 000000199356. "
                    "Please check it: spreadsheets tend to shorten long numbers."
                )
            )
        )
    return digits.lstrip("0")


def normalise_address(street, zip_code):
    """The address of a home as it compares.

    With a British postcode, postcode and numbers are enough: street names are spelled
    in many ways. Without a number, or elsewhere, every word counts.

    :param street: house, street, and what else was typed
    :param zip_code: postcode
    :return: str of at most 64 characters, empty unless both are there: a street
        without a postcode exists in many towns
    """
    postcode = "".join(_words(zip_code or ""))
    anywhere = " ?".join(map(re.escape, postcode))
    text = " ".join(_words(street or ""))
    if postcode:
        text = re.sub(rf"\b{anywhere}\b", " ", text)
    text = " ".join(_STREET_WORDS.get(word, word) for word in text.split())
    text = re.sub(r"(\d) ([a-h])\b", r"\1\2", " ".join(text.split()))
    flats = [f"flat{flat}" for flat in _FLAT.findall(text)]
    words = _FLAT.sub(" ", text).split()
    if not postcode or not (flats or words):
        return ""
    numbers = [word for word in words if word[0].isdigit()]
    if numbers and _UK_POSTCODE.fullmatch(postcode):
        words = numbers
    return _key(" ".join([postcode, *flats, *words]))


def find_postcode(text):
    """The British postcode that an address in one line ends with or holds.

    :return: str as typed, or None
    """
    found = _POSTCODE_IN_TEXT.findall(text or "")
    return found[-1] if found else None


def match_keys(
    name=None,
    phones=(),
    emails=(),
    uprn=None,
    street=None,
    zip_code=None,
    alleged=False,
):
    """Every key by which a person or a home may be recognised.

    A name of three words or more also gives the key of its first and last, so that a
    middle name hides nobody. What can't be read gives no key and no error: checking
    input is another thing.

    :param phones, emails: as typed
    :param alleged: whether the name is that of an alleged person; such names are
        compared with one another only
    :return: sorted list of ``(kind, key)``, each once, keys of 1 to 64 characters
    """
    kind = KIND_ALLEGED if alleged else KIND_NAME
    found = [(kind, key) for key in _name_keys(name or "")]
    found += [(KIND_PHONE, normalise_phone(phone or "")) for phone in phones]
    found += [
        (KIND_EMAIL, _key(normalise_email(email or "") or "")) for email in emails
    ]
    found += [(KIND_UPRN, _uprn_key(uprn))]
    found += [(KIND_ADDRESS, normalise_address(street, zip_code))]
    return sorted({(kind, key) for kind, key in found if key})


def _name_keys(name):
    words = normalise_name(name).split()
    keys = [sound_key(" ".join(words))]
    if len(words) > 2:
        keys.append(sound_key(f"{words[0]} {words[-1]}"))
    return keys


def _uprn_key(uprn):
    try:
        return normalise_uprn(uprn or "")
    except ValueError:
        return None


def _key(text):
    """:return: the text, or as much as fits and a digest of it all"""
    if len(text) <= MAX_KEY:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return f"{text[: MAX_KEY // 2 - 1]}~{digest[: MAX_KEY // 2]}"


def _sound(word):
    """:return: the sound of one normalised word; of any other script, the word"""
    if not (word.isascii() and word.isalpha()):
        return word
    spelled = _SAID_AS.get(word, word)
    for pattern, sound in _SPELLINGS:
        spelled = pattern.sub(sound, spelled)
    before, vowels, after = _PARTS.fullmatch(spelled).groups()
    consonants = _REPEATS.sub(r"\1", _LATER_VOWELS.sub("-", after)).replace("-", "")
    return before + _first_vowels(vowels) + consonants + _last_vowel(vowels, after)


def _first_vowels(vowels):
    """:return: the letter that stands for the first vowels, empty if there are none"""
    sounds = (sound for pattern, sound in _FIRST_VOWELS if pattern.match(vowels))
    return next(sounds, "")


def _last_vowel(vowels, after):
    """:return: the letter that stands for the vowel a name ends with, so that Paula is
    not Paul; in Maya and Leah the first vowels hold it
    """
    if after:
        return _LAST_VOWELS.get(after[-1], "")
    return "a" if len(vowels) > 1 and vowels.endswith("a") else ""


def _words(text):
    """:return: the words of a text: folded to lower case, without accents, points,
    punctuation and marks nobody sees
    """
    folded = unicodedata.normalize("NFKD", text.translate(_UNHEARD)).casefold()
    folded = unicodedata.normalize("NFKD", folded).translate(_UNHEARD)
    plain = "".join(map(_plain, _visible(folded.translate(_PLAIN_LETTERS))))
    return unicodedata.normalize("NFC", plain).split()


def _plain(character):
    """:return: what one decomposed character adds to a word"""
    category = unicodedata.category(character)
    if category[0] in "PSZ" or category == "Cc":
        return " "
    # Accents and points have these classes; signs that other scripts can't do
    # without (vowels of Hindi or Thai, voicing in Japanese) have the rest
    accent = unicodedata.combining(character)
    return "" if accent == 1 or 10 <= accent <= 36 or accent >= 200 else character


def _visible(text):
    """:return: the text without marks of direction, joiners, variants and broken
    halves of characters
    """
    return "".join(
        character
        for character in text
        if unicodedata.category(character) not in ("Cf", "Cs")
        and not "\ufe00" <= character <= "\ufe0f"
        and not "\U000e0100" <= character <= "\U000e01ef"
    )
