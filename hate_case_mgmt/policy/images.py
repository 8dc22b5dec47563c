"""Photos, told by what is in them: a name and a declared type prove nothing."""

MAX_BYTES = 10 * 1024 * 1024
MAX_PHOTOS = 6

JPEG = "image/jpeg"
PNG = "image/png"
WEBP = "image/webp"
HEIC = "image/heic"
# the brands that phones write into the head of a HEIC file
_HEIC_BRANDS = (b"heic", b"heix", b"heif", b"mif1", b"msf1", b"hevc")
ENDINGS = {JPEG: "jpg", PNG: "png", WEBP: "webp", HEIC: "heic"}


def image_type(content):
    """:param content: bytes of a file
    :return: its MIME type if it is a photo we take, or None
    """
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return HEIC
    return None
