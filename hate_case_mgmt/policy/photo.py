"""A photo as it goes to people outside: what is seen on it, and nothing of where, when
and with what it was taken."""

import io

from PIL import Image, ImageOps

from .file_checks import MAX_PIXELS

# what cameras and phones make; anything else comes out as PNG, which loses nothing
_JPEGS = ("JPEG", "MPO")
QUALITY = 95


def bare_copy(data):
    """Draw a picture anew from its pixels, so that nothing else of the file is left.

    Names in the file, place, camera, comments, an earlier version kept as a preview and
    a film appended to it all stay behind. It is turned the way it was held.

    :param data: bytes of the picture
    :return: (bytes, media type, ending), or None for what can't be drawn here
    """
    try:
        with Image.open(io.BytesIO(data)) as picture:
            width, height = picture.size
            if width * height > MAX_PIXELS:
                return None
            is_jpeg = picture.format in _JPEGS
            upright = ImageOps.exif_transpose(picture)
            return _drawn(upright, is_jpeg)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None


def _drawn(picture, is_jpeg):
    """:return: (bytes, media type, ending) of the pixels alone"""
    if is_jpeg:
        mode = "L" if picture.mode == "L" else "RGB"
    else:
        mode = picture.mode if picture.mode in ("L", "LA", "RGB", "RGBA") else "RGBA"
    pixels = picture.convert(mode)
    clean = Image.new(mode, pixels.size)
    clean.paste(pixels)
    out = io.BytesIO()
    if is_jpeg:
        clean.save(out, "JPEG", quality=QUALITY)
        return out.getvalue(), "image/jpeg", "jpg"
    clean.save(out, "PNG")
    return out.getvalue(), "image/png", "png"
