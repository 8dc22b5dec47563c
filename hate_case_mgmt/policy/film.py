"""Films and sound of telephones (MP4, MOV, M4A), freed of where and when they were
taken. Nothing is drawn or packed anew: what tells is overwritten where it stands, so
pictures and sound stay as they are, bit by bit."""

import struct

_HEADER = 8
# Boxes that hold others, on the way to what tells
_HOLD = frozenset((b"moov", b"trak", b"mdia"))
# What a player needs at the top; anything else there was put by a maker of telephones
_AT_TOP = frozenset(
    (b"ftyp", b"moov", b"mdat", b"moof", b"mfra", b"sidx", b"styp", b"pdin", b"wide")
)
# Place, maker, names, and room left over from editing
_TELL = frozenset((b"udta", b"meta", b"uuid", b"free", b"skip", b"Xtra"))
_DATED = frozenset((b"mvhd", b"tkhd", b"mdhd"))
_SEEN_OR_HEARD = frozenset((b"vide", b"soun"))
# Noted beside the names of boxes
_TRACK_GONE = b"track gone"


class _Unreadable(Exception):
    """The file is not built as its kind says."""


def bare_copy(data):
    """:param data: bytes
    :return: bytes of the same length without place, time and names; None for what is
        not understood wholly
    """
    film = bytearray(data)
    try:
        names = _clean(film, 0, len(film), top=True)
    except (_Unreadable, struct.error, IndexError):
        return None
    in_pieces = b"moof" in names and _TRACK_GONE in names
    return bytes(film) if b"moov" in names and not in_pieces else None


def _boxes(film, at, end):
    """:return: iterable of (name, its begin, the begin of its content, its end)"""
    while at < end:
        size, name = struct.unpack_from(">I4s", film, at)
        inside = at + _HEADER
        if size == 1:
            (size,) = struct.unpack_from(">Q", film, inside)
            inside += 8
        elif not size:
            size = end - at
        if size < inside - at or at + size > end:
            raise _Unreadable
        yield name, at, inside, at + size
        at += size


def _clean(film, at, end, top=False):
    """Overwrite what tells between two places.

    :return: set of the names of the boxes there and below
    """
    names = set()
    for name, begin, inside, stop in list(_boxes(film, at, end)):
        names.add(name)
        if name in _TELL or (top and name not in _AT_TOP):
            _blank(film, begin, inside, stop)
        elif name in _DATED:
            _undate(film, inside)
        elif name == b"trak" and not _is_seen_or_heard(film, inside, stop):
            _blank_samples(film, inside, stop)
            _blank(film, begin, inside, stop)
            names.add(_TRACK_GONE)
        elif name in _HOLD:
            names |= _clean(film, inside, stop)
    return names


def _blank(film, begin, inside, stop):
    film[begin + 4 : begin + 8] = b"free"
    film[inside:stop] = bytes(stop - inside)


def _undate(film, inside):
    """When it was made and changed stands behind version and flags."""
    length = 16 if film[inside] else 8
    film[inside + 4 : inside + 4 + length] = bytes(length)


def _find(film, at, end, *path):
    """:return: (where its content begins, its end) of the box at the end of a path"""
    for wanted in path:
        for name, _begin, inside, stop in _boxes(film, at, end):
            if name == wanted:
                at, end = inside, stop
                break
        else:
            return None
    return at, end


def _is_seen_or_heard(film, at, end):
    """Telephones and sports cameras keep a track of places beside picture and sound."""
    found = _find(film, at, end, b"mdia", b"hdlr")
    return bool(found) and bytes(film[found[0] + 8 : found[0] + 12]) in _SEEN_OR_HEARD


def _blank_samples(film, at, end):
    """Overwrite what a track holds, which lies among pictures and sound."""
    table = _find(film, at, end, b"mdia", b"minf", b"stbl")
    if not table:
        raise _Unreadable
    sizes = _sample_sizes(film, *table)
    runs = _runs(film, *table)
    for number, offset in enumerate(_chunk_offsets(film, *table), start=1):
        count = next(per for first, per in reversed(runs) if first <= number)
        length = sum(sizes[:count])
        del sizes[:count]
        if offset + length > len(film):
            raise _Unreadable
        film[offset : offset + length] = bytes(length)
    if sizes:
        raise _Unreadable


def _numbers(film, at, count, sign="I"):
    return list(struct.unpack_from(f">{count}{sign}", film, at))


def _sample_sizes(film, at, end):
    box = _find(film, at, end, b"stsz")
    if not box:
        raise _Unreadable
    same, count = _numbers(film, box[0] + 4, 2)
    if count > len(film):
        raise _Unreadable
    return [same] * count if same else _numbers(film, box[0] + 12, count)


def _runs(film, at, end):
    """:return: list of (number of the first chunk, samples in each from there on)"""
    box = _find(film, at, end, b"stsc")
    if not box:
        raise _Unreadable
    (count,) = _numbers(film, box[0] + 4, 1)
    flat = _numbers(film, box[0] + 8, count * 3)
    return [(0, 0), *zip(flat[::3], flat[1::3], strict=True)]


def _chunk_offsets(film, at, end):
    for name, sign in ((b"stco", "I"), (b"co64", "Q")):
        box = _find(film, at, end, name)
        if box:
            (count,) = _numbers(film, box[0] + 4, 1)
            return _numbers(film, box[0] + 8, count, sign)
    raise _Unreadable
