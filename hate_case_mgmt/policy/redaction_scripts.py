"""Names in scripts that write no capitals: words with small words joined on in front of
them, and words without a space between."""

import re

from .redaction_fold import fold

# Thai, Lao, Burmese, Khmer, Japanese and Chinese leave no space around a word
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_HAN = re.compile("[\u3400-\u9fff]{3,4}")
# "and", "by", "to" and "the" are written as one with the word that follows
_ARABIC = re.compile("[\u0600-\u06ff]")
_HEBREW = re.compile("[\u0590-\u05ff]")
_THE = fold("ال")
_SHORTEST = 3
_BEFORE_ARABIC = f"(?:[{fold('وفبلكس')}]{{0,2}}(?:{_THE}|{fold('ل')})?)?"
_BEFORE_HEBREW = f"[{fold('והבלמכש')}]{{0,3}}"


def is_unspaced(word):
    """:return: whether nothing shows where this word begins and ends"""
    return bool(_UNSPACED.match(word))


def shorter(word):
    """:return: what is left of a name where it is written shorter: a Chinese name
    without the family's, which stands first, an Arabic one without "the"; else empty"""
    if _HAN.fullmatch(word):
        return word[1:]
    without = word.removeprefix(_THE)
    return without if without != word and len(without) >= _SHORTEST else ""


def before(word):
    """:return: pattern of what may stand in front of a word and be written as one with
    it; empty for a script that joins nothing on"""
    if _ARABIC.match(word):
        return _BEFORE_ARABIC
    return _BEFORE_HEBREW if _HEBREW.match(word) else ""
