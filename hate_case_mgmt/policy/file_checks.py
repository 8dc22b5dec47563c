"""Files that people bring: what each one is, told by its bytes and never by its name,
and which are refused.

Nothing here runs, renders or unpacks a file. Pictures are asked for their size only,
archives for their list of contents.
"""

import io
import re
import zipfile
import zlib

from PIL import Image, UnidentifiedImageError

from .sentence import Sentence, _lt

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 100 * MEGABYTE
# Above what cameras make; a small file of more is made to fill a server's memory
MAX_PIXELS = 120_000_000
# What an archive may hold once unpacked
MAX_UNPACKED_BYTES = 1024 * MEGABYTE
MAX_ENTRIES = 10_000
MAX_RATIO = 100
# Small texts may well be pressed further than that
RATIO_FREE_BYTES = 20 * MEGABYTE
MAX_DEPTH = 2
HEAD = 4096

UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
ZIP = "application/zip"

# (where, bytes, media type, ending); the first that fits
_SIGNATURES = (
    (0, b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (0, b"GIF8", "image/gif", "gif"),
    (8, b"WEBP", "image/webp", "webp"),
    (0, b"BM", "image/bmp", "bmp"),
    (0, b"II*\x00", "image/tiff", "tif"),
    (0, b"MM\x00*", "image/tiff", "tif"),
    (4, b"ftypheic", "image/heic", "heic"),
    (4, b"ftypheix", "image/heic", "heic"),
    (4, b"ftypmif1", "image/heic", "heic"),
    (4, b"ftypavif", "image/avif", "avif"),
    (4, b"ftypM4A", "audio/mp4", "m4a"),
    (4, b"ftypqt", "video/quicktime", "mov"),
    (4, b"ftyp", "video/mp4", "mp4"),
    (8, b"AVI ", "video/x-msvideo", "avi"),
    (8, b"WAVE", "audio/wav", "wav"),
    (0, b"\x1a\x45\xdf\xa3", "video/x-matroska", "mkv"),
    (0, b"\x00\x00\x01\xba", "video/mpeg", "mpg"),
    (0, b"ID3", "audio/mpeg", "mp3"),
    (0, b"\xff\xfb", "audio/mpeg", "mp3"),
    (0, b"OggS", "audio/ogg", "ogg"),
    (0, b"fLaC", "audio/flac", "flac"),
    (0, b"#!AMR", "audio/amr", "amr"),
    (0, b"%PDF-", "application/pdf", "pdf"),
    (0, b"{\\rtf", "application/rtf", "rtf"),
    (0, b"PK\x03\x04", ZIP, "zip"),
    (0, b"PK\x05\x06", ZIP, "zip"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed", "7z"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar", "rar"),
    (0, b"\x1f\x8b", "application/gzip", "gz"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage", None),
)
_RIFF = ("image/webp", "video/x-msvideo", "audio/wav")
# Folders in an archive that tell an office document
_OFFICE = {
    "word/": ("application/vnd.openxmlformats-officedocument.wordprocessingml", "docx"),
    "xl/": ("application/vnd.openxmlformats-officedocument.spreadsheetml", "xlsx"),
    "ppt/": ("application/vnd.openxmlformats-officedocument.presentationml", "pptx"),
}
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"L\x00\x00\x00\x01\x14\x02\x00",
    b"dex\n",
)
# A program in words, or in a wrapping that many other files share, has no mark in its
# bytes: the ending alone makes a computer run it
_PROGRAM_ENDINGS = frozenset(
    "app apk bat cmd com cpl dll exe hta inf jar js jse lnk msi msp mst ps1 psm1 reg "
    "scf scr sh sys url vb vbe vbs wsf wsh xll".split()
)
_ENDING = re.compile(r"^[a-z0-9]{1,8}$")
_PAGE = re.compile(
    r"^(?:<\?xml[^>]*>|<!--.*?-->|\s)*"
    r"<(?:!doctype\s+html|html|head|body|script|iframe|style|title|table|meta|base|"
    r"object|embed|form|a|div|br|p|h1|font)\b",
    re.IGNORECASE | re.DOTALL,
)
_XHTML = "http://www.w3.org/1999/xhtml"
_LIVE_DRAWING = re.compile(
    r"<[^>]*\bscript\b|\bon[a-z]+\s*=|javascript:|<[^>]*foreignobject|<!entity|"
    r"<[^>]*\bhandler\b|data:text/html|&#",
    re.IGNORECASE,
)
_PICTURE_MARK = "image/"


def media_type(data):
    """What a file is, by its bytes.

    :return: (media type, ending or None where bytes tell none)
    """
    for where, mark, kind, ending in _SIGNATURES:
        if data[where : where + len(mark)] != mark:
            continue
        if kind in _RIFF and data[:4] != b"RIFF":
            continue
        if kind == ZIP:
            return _office_type(data) or (kind, ending)
        return kind, ending
    text = _as_text(data[:HEAD])
    if text is None:
        return UNKNOWN, None
    if _is_drawing(text):
        return "image/svg+xml", "svg"
    return TEXT, None


def safe_ending(data, name):
    """The ending under which a file is handed out: that of its bytes, and where they
    tell none that of its name.

    :param name: as it was uploaded
    :return: ending without the dot, "bin" where nothing sensible is known
    """
    _kind, ending = media_type(data)
    if ending:
        return ending
    named = _named_ending(name)
    if _ENDING.match(named) and named not in _PROGRAM_ENDINGS:
        return "txt" if named in ("htm", "html", "xhtml", "svg", "xml") else named
    return "bin"


def refusal(data, name):
    """Why a file is not taken in.

    :param data: bytes
    :param name: as it was uploaded, for the sentence and for files in words
    :return: :class:`Sentence` or None
    """
    if not data:
        return Sentence(
            _lt("The file %(name)s is empty. Please choose it again."), name=name
        )
    if len(data) > MAX_FILE_BYTES:
        return too_large(name)
    if _is_program(data, name):
        return Sentence(
            _lt(
                "%(name)s is a program, which can't be kept as evidence. A photo or "
                "screenshot of it can."
            ),
            name=name,
        )
    kind, _ending = media_type(data)
    if kind in (TEXT, "image/svg+xml") and _is_page(data):
        return Sentence(
            _lt(
                "%(name)s is a web page, which could run when it is opened. Please "
                "print it to PDF, or take a screenshot."
            ),
            name=name,
        )
    if kind == "image/svg+xml" and _LIVE_DRAWING.search(_as_text(data) or "<script"):
        return Sentence(
            _lt(
                "%(name)s is a drawing with a program in it. Please save it as a "
                "picture (PNG)."
            ),
            name=name,
        )
    if kind.startswith(_PICTURE_MARK):
        return _refusal_of_picture(data, name)
    if zipfile.is_zipfile(io.BytesIO(data)):
        return _refusal_of_archive(data, name)
    if kind == "application/gzip" and _unpacks_too_far(data):
        return _bomb(name)
    return None


def too_large(name):
    """:return: the :class:`Sentence` for a file over the limit"""
    return Sentence(
        _lt(
            "%(name)s is larger than %(most)s MB. Please make it smaller or cut it "
            "into parts; a long recording can also be kept on a disk and entered as an "
            "object."
        ),
        name=name,
        most=MAX_FILE_BYTES // MEGABYTE,
    )


def _bomb(name):
    return Sentence(
        _lt(
            "%(name)s would grow far too large when it is opened. Please send the "
            "files in it one by one."
        ),
        name=name,
    )


def _named_ending(name):
    return name.rsplit(".", 1)[-1].strip(" .").lower() if "." in name else ""


def _is_program(data, name):
    if data.startswith(_PROGRAMS):
        return True
    if data.startswith(b"#!") and not data.startswith(b"#!AMR"):
        return True
    kind, _ending = media_type(data)
    by_name = kind in (UNKNOWN, TEXT, ZIP, "application/x-ole-storage")
    return by_name and _named_ending(name) in _PROGRAM_ENDINGS


def _as_text(data):
    """:return: str, or None for what is no text"""
    for mark, encoding in (
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"\xef\xbb\xbf", "utf-8-sig"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if b"\x00" in data:
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _is_drawing(text):
    return bool(re.search(r"<(?:\w+:)?svg\b", text, re.IGNORECASE))


def _is_page(data):
    text = _as_text(data[: 16 * HEAD])
    return text is not None and bool(
        _PAGE.search(text) or (text.lstrip().startswith("<") and _XHTML in text)
    )


def _refusal_of_picture(data, name):
    try:
        with Image.open(io.BytesIO(data)) as picture:
            width, height = picture.size
    except Image.DecompressionBombError:
        return _bomb(name)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        # a kind this server can't draw, or a damaged one: kept as it came
        return None
    return _bomb(name) if width * height > MAX_PIXELS else None


def _refusal_of_archive(data, name, depth=0):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _refusal_of_entries(archive, name, depth)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, zlib.error):
        # damaged, or of a kind nobody could open here: kept as it came
        return None


def _refusal_of_entries(archive, name, depth):
    entries = archive.infolist()
    whole = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if (
        len(entries) > MAX_ENTRIES
        or whole > MAX_UNPACKED_BYTES
        or (whole > RATIO_FREE_BYTES and whole > MAX_RATIO * max(packed, 1))
    ):
        return _bomb(name)
    for entry in entries:
        if entry.is_dir() or entry.flag_bits & 0x1:
            continue
        with archive.open(entry) as inside:
            head = inside.read(HEAD)
        if _is_program(head, entry.filename) or entry.filename.lower().endswith(
            "vbaproject.bin"
        ):
            return Sentence(
                _lt(
                    "%(name)s has a program or a macro in it. Please take it out, or "
                    "send the other files one by one."
                ),
                name=name,
            )
        if head.startswith(b"PK\x03\x04"):
            if depth >= MAX_DEPTH:
                return _bomb(name)
            refused = _refusal_of_archive(archive.read(entry), name, depth + 1)
            if refused:
                return refused
    return None


def _unpacks_too_far(data):
    unpacker = zlib.decompressobj(wbits=31)
    most = max(RATIO_FREE_BYTES, MAX_RATIO * len(data))
    grown, rest = 0, data
    while rest and grown <= most:
        try:
            grown += len(unpacker.decompress(rest, MEGABYTE))
        except zlib.error:
            return False
        rest = unpacker.unconsumed_tail
    return grown > most


def _office_type(data):
    """:return: (media type, ending) of an office document, or None"""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return None
    if "[Content_Types].xml" not in names:
        return None
    for folder, (kind, ending) in _OFFICE.items():
        if any(entry.startswith(folder) for entry in names):
            return f"{kind}.{'sheet' if ending == 'xlsx' else 'document'}", ending
    return None
