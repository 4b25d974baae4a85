"""Photographs: turned the right way, and without place, time, device or anything else hidden beside the picture."""

import io
from typing import IO

from PIL import Image, ImageCms, ImageOps

LONGEST_SIDE = 4000
QUALITY = 88


def clean_picture(content: IO[bytes], content_type: str) -> bytes:
    """The picture drawn anew: only what is seen is carried over."""
    content.seek(0)
    with Image.open(content) as opened:
        picture = _in_srgb(ImageOps.exif_transpose(opened))
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    drawn = io.BytesIO()
    if content_type == "image/png":
        bare.save(drawn, "PNG", optimize=True)
    else:
        bare.save(drawn, "JPEG", quality=QUALITY, progressive=True)
    return drawn.getvalue()


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Colours stay as they were seen when the camera's profile is left out."""
    wanted = "RGBA" if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info else "RGB"
    if picture.format == "JPEG" or picture.mode == "CMYK":
        wanted = "RGB"
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            return picture.convert(wanted)
        return turned or picture.convert(wanted)
    return picture.convert(wanted)
