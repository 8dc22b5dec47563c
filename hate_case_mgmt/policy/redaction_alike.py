"""Names that are spelled by ear, with a slip of the finger, or fondly."""

from . import matching

SHORTEST = 5


def is_alike(word, names):
    """Whether a word sounds like one of the names, or is a slip or a fond form of it.

    :param word: folded
    :param names: ``redaction_names.Names``
    """
    if len(word) > 3 and word.isascii() and matching.sound_key(word) in names.sounds:
        return True
    return any(
        (_part_of(word, part) or (len(word) >= SHORTEST and _slip(part, word)))
        for part in names.parts
        if len(part) >= SHORTEST
    )


def _part_of(word, part):
    """:return: whether one is a short or a fond form of the other: Femi, Pawelek"""
    return (
        (len(word) > 3 and len(part) - len(word) in range(1, 6) and part.endswith(word))
        or (len(word) - len(part) in (1, 2, 3) and word.startswith(part))
        or (len(part) - len(word) in range(2, 8) and part.startswith(word))
    )


def _slip(one, other):
    """:return: whether one letter more, less, other or swapped makes the difference"""
    if one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    at = next(
        (
            place
            for place, pair in enumerate(zip(one, other, strict=False))
            if pair[0] != pair[1]
        ),
        min(len(one), len(other)),
    )
    left, right = one[at:], other[at:]
    return (
        left[1:] == right[1:]
        or left[1:] == right
        or left == right[1:]
        or (left[1::-1] == right[:2] and left[2:] == right[2:])
    )
