"""Words for people outside the case: a contractor learns where and what, not why."""

import re

# Whole words, and the beginnings of others (racist, racially, racism)
_TELLING = re.compile(
    r"\b(hate\w*|hat(?:ed|ing)\b|racis\w*|racial\w*|homophob\w*|transphob\w*"
    r"|islamophob\w*|antisemit\w*|anti-semit\w*|xenophob\w*|bigot\w*|slur\w*"
    r"|victim\w*|perpetrator\w*|alleged\w*|harass\w*|police|crime\w*|criminal\w*"
    r"|muslim\w*|jew|jews|jewish|sikh\w*|hindu\w*|gay|lesbian|bisexual|transgender"
    r"|disabled|disability|refugee\w*|asylum)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
# What people are called who are not known by name
_NO_NAMES = frozenset(
    "the and from his her their our with not known man men woman women boy boys girl"
    " girls lad lads youth youths group neighbour neighbours flat house number door"
    " mrs miss".split()
)
# Shorter words of a name are found in too many sentences
_SHORTEST_NAME = 3


def telling_words(text, names=()):
    """What in a text says more than where and what.

    :param text: for someone outside the case
    :param names: of people in the case, and words that only they know
    :return: list of the words found, in the order of the text, each once
    """
    private = {
        word.lower()
        for name in names
        for word in _WORD.findall(name or "")
        if len(word) >= _SHORTEST_NAME and word.lower() not in _NO_NAMES
    }
    found = [(match.start(), match.group()) for match in _TELLING.finditer(text or "")]
    found += [
        (match.start(), match.group())
        for match in _WORD.finditer(text or "")
        if match.group().lower() in private
    ]
    return list(dict.fromkeys(word for _at, word in sorted(found)))
