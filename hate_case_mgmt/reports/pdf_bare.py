"""A PDF freed of what it says beside its pages: who made it, when, with what, where the
photos in it were taken, and files hidden in it."""

import base64
import io
import zlib

from odoo.tools.pdf import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfFileReader,
    PdfFileWriter,
)

from ..policy.marks import without_marks

# Beside a page or a picture on it: data of programs, a history, attached files
BESIDE = ("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/Thumb", "/Measure")
PHOTO, FILM_OF_PHOTOS = "/DCTDecode", "/JPXDecode"


class NotUnderstood(Exception):
    """Something in it can't be seen through from here."""


def bare_copy(data):
    """:param data: bytes of a PDF
    :return: bytes of one with the same pages, or None for what is closed by a password,
        damaged, or holds what can't be looked into
    """
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        if reader.isEncrypted or _has_form(reader):
            return None
        writer = PdfFileWriter()
        for number in range(reader.getNumPages()):
            page = reader.getPage(number)
            _strip(page)
            writer.addPage(page)
        made = io.BytesIO()
        writer.write(made)
    except (NotUnderstood, RecursionError):
        return None
    except Exception:  # pylint: disable=broad-except
        # the library raises of every kind over what is damaged
        return None
    return made.getvalue()


def _has_form(reader):
    """What is typed into a form is no part of a page, and would be lost."""
    form = reader.trailer["/Root"].get("/AcroForm")
    return bool(form and form.getObject().get("/Fields"))


def _strip(page):
    """Take out of a page, and of all that it draws, what stands beside."""
    seen, waiting = set(), [page]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, IndirectObject):
            key = (thing.idnum, thing.generation)
            if key in seen:
                continue
            seen.add(key)
            thing = thing.getObject()
        if isinstance(thing, ArrayObject):
            waiting.extend(thing)
        elif isinstance(thing, DictionaryObject):
            for name in BESIDE:
                thing.pop(name, None)
            _strip_photo(thing)
            waiting.extend(
                value for name, value in thing.items() if name not in ("/Parent", "/P")
            )


def _strip_photo(thing):
    """A photo lies in a PDF as the camera made it, place and all."""
    packed = thing.get("/Filter")
    packed = packed.getObject() if packed is not None else None
    packed = list(packed) if isinstance(packed, ArrayObject) else [packed]
    if FILM_OF_PHOTOS in packed or thing.get("/Type") == "/Filespec":
        raise NotUnderstood
    if PHOTO not in packed:
        return
    # pylint: disable-next=protected-access
    bare = without_marks(_unwrapped(thing._data, packed[:-1]))
    if bare is None or packed[-1] != PHOTO:
        raise NotUnderstood
    # pylint: disable-next=protected-access
    thing._data = bare
    thing[NameObject("/Filter")] = NameObject(PHOTO)
    thing.pop("/DecodeParms", None)


def _unwrapped(data, wrappings):
    """:return: bytes of a photo as the camera made it"""
    for wrapping in wrappings:
        if wrapping == "/FlateDecode":
            data = zlib.decompress(data)
        elif wrapping == "/ASCII85Decode":
            data = base64.a85decode(b"<~" + data.strip(), adobe=True)
        else:
            raise NotUnderstood
    return data
