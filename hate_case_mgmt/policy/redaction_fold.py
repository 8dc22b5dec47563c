"""A text as it compares, with the way back to the text as it was written."""

import unicodedata

_LETTERS = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ß": "ss",
}
# Letters of other scripts that look like Latin ones
_LOOK_ALIKE = dict(
    zip(
        "аеорсухіѕјӏьқԁԛԝгѵһтмнкв" + "αοενρτυικχβηγμζ" + "ɑɡıℓ",
        "aeopcyxisjlbkdqwrvhtmhkb" + "aoevptuikxbnymz" + "agil",
        strict=True,
    )
)
_APOSTROPHES = dict.fromkeys("'’‘‛`´ʼʻʹ′＇ʿʾ", "'")
_DASHES = dict.fromkeys("-‐‑‒–—−﹣－⁃", "-")
_SIGNS = {**_APOSTROPHES, **_DASHES, "․": ".", "。": ".", "⁄": "/", "∕": "/"}


class Folded(str):
    """Folded text; ``at`` gives for each character its place in the original."""

    def __new__(cls, text, characters, at):
        folded = super().__new__(cls, "".join(characters))
        folded.source = text
        folded.at = at
        return folded

    def original(self, start, end):
        """:return: (start, end) in the text as it was written"""
        return self.at[start], self.at[end]

    def is_capital(self, place):
        """:return: whether this character was written as a capital"""
        at = self.at[place]
        return self.source[at : at + 1].isupper()

    def is_titled(self, start, end):
        """:return: whether this word begins with a capital and goes on without"""
        first, last = self.original(start, end)
        word = self.source[first:last]
        return word[:1].isupper() and not word[1:].isupper()


def fold(text):
    """A text in lower-case plain letters, of the same words.

    Accents, marks nobody sees and joiners are dropped; digits of any script, letters
    of full width and letters of another script that look Latin become plain ones;
    apostrophes, dashes and spaces of all kinds become one of each.

    :return: :class:`Folded`
    """
    characters, at = [], []
    for place, character in enumerate(text):
        for piece in _pieces(character):
            characters.append(piece)
            at.append(place)
    at.append(len(text))
    return Folded(text, characters, at)


def _pieces(character):
    """:return: what one character becomes: none, one or several"""
    if character in "\n\r\t":
        return "\n" if character != "\t" else " "
    if character.isascii():
        return character.lower() if character.isprintable() else " "
    if character in _SIGNS:
        return _SIGNS[character]
    pieces = []
    for piece in unicodedata.normalize("NFKD", character).casefold():
        category = unicodedata.category(piece)
        if category in ("Cf", "Mn", "Mc", "Me", "Cs") or piece == "\u0640":
            continue
        if category == "Nd":
            pieces.append(str(unicodedata.decimal(piece)))
        elif category in ("Zs", "Zl", "Zp", "Cc"):
            pieces.append(" ")
        else:
            piece = _SIGNS.get(piece, piece)
            pieces.extend(_LETTERS.get(piece) or _LOOK_ALIKE.get(piece, piece))
    return pieces
