"""The chain of the access log: each entry's hash covers the one before it."""

import hashlib
import json
from dataclasses import dataclass

# what stands before the first entry of a landlord
START = "0" * 64
MISSING = "missing"
CHANGED = "changed"


@dataclass(frozen=True)
class Break:
    """A place where the chain does not hold.

    :param kind: ``missing`` or ``changed``
    :param place: of the entry in the chain, from 1
    :param until: last place that is missing, where several in a row are
    :param entry: number of the entry; None where it is missing
    """

    kind: str
    place: int
    until: int
    entry: int | None = None


def hash_of(before, values):
    """Seal one entry.

    :param before: hash of the entry before, 64 hexadecimal digits
    :param values: what the entry says, in a fixed order
    :return: 64 hexadecimal digits
    """
    text = json.dumps(list(values), default=str, ensure_ascii=True)
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()


def breaks(entries, place=0, before=START):
    """Go through a chain in its order.

    An entry is held against the hash that the one before it carries, so that one
    changed entry is one break, and those after it still count.

    :param entries: iterable of (number, place, hash, values)
    :param place: the last one that is written down elsewhere, 0 if none
    :param before: its hash
    :return: generator of ``Break``
    """
    for number, at, sealed, values in entries:
        if at != place + 1:
            yield Break(MISSING, place + 1, at - 1)
        elif hash_of(before, values) != sealed:
            yield Break(CHANGED, at, at, number)
        place, before = at, sealed
