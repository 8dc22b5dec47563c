"""Pictures freed of what their file says beside them, without drawing them anew: for
those that lie inside a document, whose place and size must stay."""

import struct

_JPEG = b"\xff\xd8"
_PNG = b"\x89PNG\r\n\x1a\n"
# Segments of a JPEG that no reader needs: camera, place, captions, comments, second
# pictures. What stays are JFIF, colours and how it is packed
_DROPPED = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})
_COLOURS, _ICC = 0xE2, b"ICC_PROFILE\x00"
_SCAN, _END = 0xDA, 0xD9
# Chunks of a PNG that change what is seen
_SEEN = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP")
    + (b"sBIT", b"bKGD", b"pHYs")
)


def without_marks(data):
    """:param data: bytes of a JPEG or PNG
    :return: bytes of the same picture, pixel for pixel, or None for anything else
    """
    try:
        if data.startswith(_JPEG):
            return _bare_jpeg(data)
        if data.startswith(_PNG):
            return _bare_png(data)
    except (IndexError, struct.error):
        # cut off in the middle
        return None
    return None


def _bare_jpeg(data):
    kept, at = [_JPEG], 2
    while True:
        while data[at] == 0xFF and data[at + 1] == 0xFF:
            at += 1
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == _END:
            # what comes after it is no part of this picture
            return b"".join(kept) + data[at : at + 2]
        (length,) = struct.unpack_from(">H", data, at + 2)
        segment = data[at : at + 2 + length]
        colours = marker == _COLOURS and segment[4:].startswith(_ICC)
        if marker not in _DROPPED or colours:
            kept.append(segment)
        at += 2 + length
        if marker == _SCAN:
            start, at = at, _end_of_scan(data, at)
            kept.append(data[start:at])


def _end_of_scan(data, at):
    """:return: where the next marker stands that is no part of the packed pixels"""
    while True:
        at = data.find(b"\xff", at)
        if at < 0:
            raise IndexError
        follows = data[at + 1]
        if follows and not 0xD0 <= follows <= 0xD7 and follows != 0xFF:
            return at
        at += 1 if follows == 0xFF else 2


def _bare_png(data):
    kept, at = [_PNG], len(_PNG)
    while True:
        (length,) = struct.unpack_from(">I", data, at)
        name = data[at + 4 : at + 8]
        whole = data[at : at + 12 + length]
        if len(whole) < 12 + length:
            return None
        if name in _SEEN:
            kept.append(whole)
        if name == b"IEND":
            return b"".join(kept)
        at += 12 + length
