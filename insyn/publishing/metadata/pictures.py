"""Photographs without what the camera wrote into them: only the picture points are carried over to a new file."""

import io
import warnings
from typing import Any

from PIL import ExifTags, Image, ImageCms, ImageOps

from insyn.publishing.metadata.faults import TooLarge, Unreadable
from insyn.publishing.metadata.kinds import Kind

MOST_POINTS = 80_000_000
_FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP"}
_KEPT_MODES = {Kind.JPEG: {"L", "RGB"}, Kind.PNG: {"1", "L", "LA", "RGB", "RGBA"}, Kind.WEBP: {"RGB", "RGBA"}}
_SETTINGS: dict[Kind, dict[str, Any]] = {
    Kind.JPEG: {"quality": 92, "optimize": True},
    Kind.PNG: {"optimize": True},
    Kind.WEBP: {"quality": 92, "method": 4},
}


def strip_picture(content: bytes, kind: Kind) -> bytes:
    """The same picture, turned as the camera said it should be, with no metadata, profile or thumbnail."""
    image = _opened(content, kind)
    upright = ImageOps.exif_transpose(image)
    plain = _in_plain_colours(upright, kind)
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    out = io.BytesIO()
    bare.save(out, _FORMATS[kind], **_SETTINGS[kind])
    return out.getvalue()


def traces_in_picture(content: bytes, kind: Kind) -> list[str]:
    """What the picture tells beside itself, in Swedish."""
    image = _opened(content, kind)
    exif = image.getexif()
    found = []
    if exif.get_ifd(ExifTags.IFD.GPSInfo):
        found.append("platsen där bilden togs")
    if exif.get(ExifTags.Base.Artist) or exif.get(ExifTags.Base.Copyright):
        found.append("fotografens namn")
    if exif:
        found.append("uppgifter från kameran (EXIF)")
    if {"xmp", "XML:com.adobe.xmp"} & set(image.info):
        found.append("uppgifter från bildprogram (XMP)")
    if {"photoshop", "comment"} & set(image.info) or getattr(image, "text", None):
        found.append("kommentarer eller bildtext i filen")
    return found


def _opened(content: bytes, kind: Kind) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(content), formats=[_FORMATS[kind]])
        if image.width * image.height > MOST_POINTS:
            raise TooLarge("Bilden")
        image.load()
    except Image.DecompressionBombError as fault:
        raise TooLarge("Bilden") from fault
    except (OSError, SyntaxError, ValueError, EOFError) as fault:
        if isinstance(fault, TooLarge):
            raise
        raise Unreadable("Bilden") from fault
    return image


def _in_plain_colours(image: Image.Image, kind: Kind) -> Image.Image:
    """In sRGB, since a colour profile can carry text of its own and is not taken along."""
    if image.mode == "P" or "transparency" in image.info:
        image = image.convert("RGBA" if kind is not Kind.JPEG else "RGB")
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "RGBA", "CMYK"}:
        image = _to_srgb(image, profile)
    return image if image.mode in _KEPT_MODES[kind] else image.convert("RGB")


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode) or image
    except (ImageCms.PyCMSError, OSError):
        return image
