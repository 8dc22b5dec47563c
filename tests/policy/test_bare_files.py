"""What leaves us says nothing beside what is seen, heard or read in it."""

import io
import struct
import zipfile

import pytest
from PIL import Image, PngImagePlugin
from policy import film, marks, office

from .test_file_checks import archive, jpeg


def pixels(data):
    with Image.open(io.BytesIO(data)) as picture:
        return picture.convert("RGB").tobytes()


# photos that stay as they lie in a document


@pytest.mark.parametrize("progressive", [False, True])
def test_a_photo_keeps_each_pixel_and_nothing_else(progressive):
    photo = jpeg(progressive=progressive)
    bare = marks.without_marks(photo + jpeg())
    assert b"Wyxphone" in photo and b"wyxcomment" in photo
    for said in (b"Wyxphone", b"wyxcomment", b"Exif"):
        assert said not in bare
    assert pixels(bare) == pixels(photo)
    with Image.open(io.BytesIO(bare)) as picture:
        assert not picture.getexif()


def test_a_screenshot_says_nothing_beside_what_it_shows():
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "Wyx")
    out = io.BytesIO()
    Image.new("RGBA", (5, 3), (9, 8, 7, 6)).save(out, "PNG", pnginfo=said)
    bare = marks.without_marks(out.getvalue() + b"Wyx again")
    assert b"Wyx" in out.getvalue()
    assert b"Wyx" not in bare
    assert pixels(bare) == pixels(out.getvalue())


def test_what_is_cut_off_or_no_photo_is_not_cleaned():
    photo = jpeg()
    for data in (photo[:30], photo[:-40], b"GIF89a", b"", marks._PNG + b"\0\0"):
        assert marks.without_marks(data) is None


# films


def box(name, *content):
    inside = b"".join(content)
    return struct.pack(">I4s", len(inside) + 8, name) + inside


def numbers(*values):
    return struct.pack(f">{len(values)}I", *values)


def track(handler, offset, sizes):
    table = box(
        b"stbl",
        box(b"stsz", numbers(0, 0, len(sizes), *sizes)),
        box(b"stsc", numbers(0, 1, 1, len(sizes), 1)),
        box(b"stco", numbers(0, 1, offset)),
    )
    return box(
        b"trak",
        box(b"tkhd", numbers(0, 1111, 2222, 7)),
        box(
            b"mdia",
            box(b"mdhd", numbers(0, 1111, 2222, 7)),
            box(b"hdlr", numbers(0, 0), handler, b"Wyxmaker"),
            box(b"minf", table),
        ),
    )


PICTURES, PLACES = b"PICTURES", b"+52.4785-001.9084/"


def telephone_film(*extra, meta=b"meta"):
    """As a telephone makes it: pictures, a track of places, the place in its head."""
    kind = box(b"ftyp", b"qt  ", numbers(0))
    start = len(kind) + 8
    return b"".join(
        (
            kind,
            box(b"mdat", PICTURES, PLACES),
            box(
                b"moov",
                box(b"mvhd", numbers(0, 1111, 2222, 7)),
                track(b"vide", start, [3, 5]),
                track(meta, start + len(PICTURES), [len(PLACES) - 4, 4]),
                box(b"udta", box(b"\xa9xyz", b"+52.4785-001.9084/")),
                box(b"meta", b"com.apple.quicktime.location.ISO6709"),
            ),
            box(b"uuid", b"Wyx, an editing program"),
            *extra,
        )
    )


def test_a_film_loses_its_place_its_day_and_its_track_of_places():
    given = telephone_film()
    bare = film.bare_copy(given)
    assert len(bare) == len(given)
    assert PICTURES in bare
    for said in (b"52.47", b"001.90", b"location", b"Wyx, an", numbers(1111, 2222)):
        assert said in given
        assert said not in bare
    # what plays it still finds the pictures
    assert b"vide" in bare and b"meta" not in bare.replace(b"metadata", b"")


def test_a_film_not_understood_wholly_is_not_cleaned():
    given = telephone_film()
    in_pieces = telephone_film(box(b"moof", b""))
    past_the_end = given.replace(
        numbers(0, 1, 24 + len(PICTURES)), numbers(0, 1, len(given))
    )
    assert past_the_end != given
    for data in (given[:-3], b"", box(b"ftyp", b"x"), in_pieces, past_the_end):
        assert film.bare_copy(data) is None


# office documents


def letter(**parts):
    return archive(
        {
            "[Content_Types].xml": "<Types/>",
            "docProps/core.xml": "<cp><creator>Wyx Author</creator></cp>",
            "word/document.xml": '<w:p><w:ins w:author="Wyx">Hello</w:ins></w:p>',
            "word/comments.xml": '<w:c w:initials="WyxA">Remark</w:c>',
            "word/media/image1.jpeg": jpeg(),
            **parts,
        }
    )


def test_a_letter_keeps_its_words_and_loses_who_wrote_it():
    bare = office.bare_copy(letter())
    with zipfile.ZipFile(io.BytesIO(bare)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
        assert {entry.date_time[0] for entry in packed.infolist()} == {1980}
    assert b"Hello" in parts["word/document.xml"]
    assert b"Remark" in parts["word/comments.xml"]
    assert not any(b"Wyx" in content for content in parts.values())
    assert pixels(parts["word/media/image1.jpeg"]) == pixels(jpeg())


@pytest.mark.parametrize(
    "part", ["word/embeddings/a.bin", "xl/comments1.xml", "word/media/a.tiff", "a.xyz"]
)
def test_a_document_with_something_unknown_is_not_cleaned(part):
    assert office.bare_copy(letter(**{part: "x"})) is None
    assert office.bare_copy(b"PK\x03\x04 damaged") is None
