"""Word, Excel and PowerPoint files, freed of who wrote them, when, and where the photos
in them were taken. What can be read in them stays word for word."""

import io
import re
import zipfile
import zlib

from . import film
from .marks import without_marks

_EMPTY = {
    "docProps/core.xml": (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
        b'metadata/core-properties"/>'
    ),
    "docProps/app.xml": (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'extended-properties"/>'
    ),
    "docProps/custom.xml": (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'custom-properties"/>'
    ),
}
_WRITTEN_ALIKE = {name.lower(): text for name, text in _EMPTY.items()}
# Who changed and who remarked, in a text document
_WHO = re.compile(rb'(\b(?:w|w15):(?:author|initials)=")[^"]*"')
# Where others keep such names: in too many places to be sure of all
_NAMED = re.compile(
    r"comment|person|author|revision|users?\.xml|customxml/|embeddings/|activex/|"
    r"printersettings|oleobject",
    re.IGNORECASE,
)
_OF_TEXTS = re.compile(
    r"^word/(?:comments\w*|people|document|footnotes|endnotes)\.xml$", re.IGNORECASE
)
_PICTURES = ("jpg", "jpeg", "png", "jpe")
_FILMS = ("mp4", "m4v", "mov", "m4a")
# Drawings that keep nothing but lines
_PLAIN = ("xml", "rels", "emf", "wmf", "gif", "bmp", "vml", "ttf", "odttf", "fntdata")
_NO_DATE = (1980, 1, 1, 0, 0, 0)


def bare_copy(data):
    """:param data: bytes
    :return: bytes of the same document without those marks, or None when something in
        it is of a kind that is not known here
    """
    made = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(data)) as given,
            zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bare,
        ):
            for entry in given.infolist():
                if entry.is_dir():
                    continue
                content = _bare_part(entry.filename, given.read(entry))
                if content is None:
                    return None
                bare.writestr(zipfile.ZipInfo(entry.filename, _NO_DATE), content)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
        zlib.error,
    ):
        # damaged, packed in a way not known here, or closed by a password
        return None
    return made.getvalue()


def _bare_part(name, content):
    """:return: bytes of one part as it may leave, or None"""
    empty = _WRITTEN_ALIKE.get(name.lower())
    if empty:
        return empty
    if _OF_TEXTS.match(name):
        return _WHO.sub(rb'\1"', content)
    if _NAMED.search(name):
        return None
    ending = name.rsplit(".", 1)[-1].lower()
    if ending in _PICTURES:
        return without_marks(content)
    if ending in _FILMS:
        return film.bare_copy(content)
    if ending not in _PLAIN:
        return None
    return _WHO.sub(rb'\1"', content) if name.lower().startswith("word/") else content
