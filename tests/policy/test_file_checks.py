"""What a file is, and which are refused: on real bytes of real kinds."""

import gzip
import io
import zipfile

import pytest
from PIL import Image
from policy import file_checks, photo

GPS = 0x8825


def jpeg(size=(40, 20), place=True, **options):
    """A photo as a phone makes it: turned, with the place, the camera and a comment."""
    exif = Image.Exif()
    exif[0x0110] = "Wyxphone 12"
    exif[0x0112] = 6  # held upright: to be turned by a quarter
    if place:
        exif.get_ifd(GPS).update(
            {1: "N", 2: (52.0, 28.0, 42.0), 3: "W", 4: (1.0, 53.0, 23.0)}
        )
    out = io.BytesIO()
    picture = Image.new("RGB", size, "red")
    picture.putpixel((0, 0), (0, 0, 255))
    picture.save(out, "JPEG", exif=exif, comment=b"wyxcomment", quality=95, **options)
    return out.getvalue()


def archive(entries, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as packed:
        for name, data in entries.items():
            packed.writestr(name, data)
    return out.getvalue()


def png_of(width, height):
    """A PNG that says how large it is and holds nothing of it."""
    import struct
    import zlib

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


DOCX = archive({"[Content_Types].xml": "<x/>", "word/document.xml": "<w/>"})
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>'
SCRIPTED_SVG = b'<?xml version="1.0"?><svg><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("data", "kind", "ending"),
    [
        (jpeg(), "image/jpeg", "jpg"),
        (png_of(1, 1), "image/png", "png"),
        (b"%PDF-1.7 ...", "application/pdf", "pdf"),
        (b"\x00\x00\x00\x18ftypmp42....", "video/mp4", "mp4"),
        (b"\x00\x00\x00\x18ftypheic....", "image/heic", "heic"),
        (b"RIFF1234WAVEfmt ", "audio/wav", "wav"),
        (b"RIFF1234WEBPVP8 ", "image/webp", "webp"),
        (b"#!AMR\nxx", "audio/amr", "amr"),
        (
            DOCX,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docx",
        ),
        (archive({"a.txt": "a"}), "application/zip", "zip"),
        (SVG, "image/svg+xml", "svg"),
        (b"She said: <i>go home</i>\n", "text/plain", None),
        (b"DHAV\x00\x01\x02\x03", "application/octet-stream", None),
    ],
)
def test_the_type_is_told_by_the_bytes(data, kind, ending):
    assert file_checks.media_type(data) == (kind, ending)
    assert file_checks.refusal(data, "whatever.exe"[:8]) is None


@pytest.mark.parametrize(
    ("data", "name", "ending"),
    [
        (jpeg(), "holiday.exe", "jpg"),
        (jpeg(), "no ending", "jpg"),
        (b"plain words", "diary.txt", "txt"),
        (b"plain words", "diary.html", "txt"),
        (b"DHAV\x00\x01", "camera3.dav", "dav"),
        (b"DHAV\x00\x01", "camera3.d/../av", "bin"),
        (b"plain words", "a.b c", "bin"),
    ],
)
def test_handed_out_under_a_harmless_ending(data, name, ending):
    assert file_checks.safe_ending(data, name) == ending


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "a.jpg", "is empty"),
        (b"MZ\x90\x00\x03", "photo.jpg", "is a program"),
        (b"\x7fELF\x02\x01", "photo.jpg", "is a program"),
        (b"\xca\xfe\xba\xbe\x00\x00", "a", "is a program"),
        (b"#!/bin/sh\nrm -rf /", "notes.txt", "is a program"),
        (b"start calc", "photo.jpg.bat", "is a program"),
        (b"WScript.Echo(1)", "letter.JS", "is a program"),
        (b"<!DOCTYPE html><html></html>", "photo.jpg", "is a web page"),
        (b"\xef\xbb\xbf \n<!-- x --><script>1</script>", "a.txt", "is a web page"),
        ("<html><body>".encode("utf-16"), "a.txt", "is a web page"),
        (b"<x xmlns='http://www.w3.org/1999/xhtml'><script/></x>", "a.xml", "web page"),
        (SCRIPTED_SVG, "logo.svg", "a program in it"),
        (b'<svg onload="x()"/>', "logo.svg", "a program in it"),
        (b'<svg><a href="javascript:x()"/></svg>', "logo.png", "a program in it"),
        (b'<svg><a href="java&#115;cript:x()"/></svg>', "l.svg", "a program in it"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "logo.svg", "a program in it"),
        (archive({"run.exe": b"MZ\x90"}), "photos.zip", "a macro in it"),
        (
            archive({"[Content_Types].xml": "x", "word/vbaProject.bin": "x"}),
            "a.docx",
            "a macro in it",
        ),
        (archive({"zeros": b"\x00" * 40_000_000}), "photos.zip", "far too large"),
        (gzip.compress(b"\x00" * 40_000_000), "photos.gz", "far too large"),
        (png_of(60_000, 60_000), "photo.png", "far too large"),
        (png_of(12_001, 10_000), "photo.png", "far too large"),
    ],
)
def test_refused_in_words(data, name, sentence):
    refused = file_checks.refusal(data, name)
    assert refused is not None
    assert sentence in refused.template % refused.values
    assert name in refused.template % refused.values


def test_the_limit_to_the_byte(monkeypatch):
    monkeypatch.setattr(file_checks, "MAX_FILE_BYTES", 1000)
    assert file_checks.refusal(b"x" * 1000, "a.txt") is None
    refused = file_checks.refusal(b"x" * 1001, "a.txt")
    assert "larger than" in refused.template


def test_an_archive_in_an_archive_is_looked_into():
    bomb = archive({"zeros": b"\x00" * 40_000_000})
    assert file_checks.refusal(archive({"more.zip": bomb}), "a.zip") is not None
    deep = archive({"a.txt": "a"})
    for _level in range(4):
        deep = archive({"in.zip": deep})
    assert file_checks.refusal(deep, "a.zip") is not None
    assert file_checks.refusal(archive({"in.zip": archive({"a": "b"})}), "a") is None


def test_a_damaged_file_is_kept_as_it_came():
    """Evidence may be broken; what is broken may still be read by others."""
    assert file_checks.refusal(archive({"a.txt": "a"})[:-30], "a.zip") is None
    assert file_checks.refusal(jpeg()[:200], "a.jpg") is None


def test_a_photo_going_outside_loses_where_and_with_what():
    data = jpeg()
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.getexif().get_ifd(GPS)
    bare, kind, ending = photo.bare_copy(data)
    assert (kind, ending) == ("image/jpeg", "jpg")
    with Image.open(io.BytesIO(bare)) as picture:
        assert not picture.getexif()
        assert not set(picture.info) & {"exif", "comment", "xmp"}
        # turned the way it was held: the blue corner went to the right
        assert picture.size == (20, 40)
        assert picture.getpixel((19, 0))[2] > picture.getpixel((0, 39))[2]
    for trace in (b"Exif", b"Wyxphone", b"wyxcomment", b"GPS"):
        assert trace in data or trace == b"GPS"
        assert trace not in bare


def test_what_a_phone_hangs_on_behind_the_picture_stays_behind():
    bare, _kind, _ending = photo.bare_copy(jpeg() + b"\x00ftypmp4 wyxfilm 52.478N")
    assert b"wyxfilm" not in bare


def test_a_png_loses_its_words_too():
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Location", "wyxplace")
    out = io.BytesIO()
    Image.new("RGBA", (3, 3), "green").save(out, "PNG", pnginfo=words)
    assert b"wyxplace" in out.getvalue()
    bare, kind, _ending = photo.bare_copy(out.getvalue())
    assert kind == "image/png"
    assert b"wyxplace" not in bare


@pytest.mark.parametrize("data", [b"no picture", jpeg()[:300], png_of(20_000, 20_000)])
def test_what_cannot_be_drawn_has_no_copy(data):
    assert photo.bare_copy(data) is None
