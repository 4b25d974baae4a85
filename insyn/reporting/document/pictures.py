"""Photographs for a report: turned upright, of a size that prints well, and without the data that cameras add."""

import io
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageOps, UnidentifiedImageError

_LONGEST = 1600
# A picture that unpacks to more than this is an attack or a mistake, not a photograph from a visit.
_MOST_PIXELS = 80_000_000


class PictureRefused(ValueError):
    """The file is not a picture that can be printed."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's bytes, and its address where the page may fetch it instead of carrying it."""

    content: bytes
    address: str = ""


@dataclass(frozen=True, slots=True)
class CleanPicture:
    content: bytes
    format: str
    width: int
    height: int


@lru_cache(maxsize=64)
def clean_picture(content: bytes) -> CleanPicture:
    """JPEG or PNG from any common format, without place, camera or comments; raises PictureRefused."""
    try:
        with Image.open(io.BytesIO(content)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise PictureRefused("Bilden är för stor: högst 80 miljoner bildpunkter.")
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((_LONGEST, _LONGEST))
            return _encoded(upright, is_photograph=opened.format in ("JPEG", "MPO", "WEBP"))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError) as error:
        raise PictureRefused("Filen är inte en bild som kan skrivas ut. Använd JPEG eller PNG.") from error


def _encoded(image: Image.Image, *, is_photograph: bool) -> CleanPicture:
    out = io.BytesIO()
    if is_photograph:
        # A new image of the bare points: nothing that rode along with the file is saved.
        bare = Image.new("RGB", image.size, "white")
        bare.paste(image.convert("RGB"))
        bare.save(out, "JPEG", quality=85, optimize=True)
        return CleanPicture(out.getvalue(), "jpg", *image.size)
    seen = image.convert("RGBA")
    bare = Image.new("RGB", image.size, "white")
    bare.paste(seen, mask=seen.getchannel("A"))
    bare.save(out, "PNG", optimize=True)
    return CleanPicture(out.getvalue(), "png", *image.size)
