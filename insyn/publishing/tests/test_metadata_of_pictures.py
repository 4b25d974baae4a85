import io
from typing import Any

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from insyn.publishing.metadata import Kind, TooLarge, UnknownKind, Unreadable, kind_of, pictures, strip, traces

SECRET = "hemligt-namn-7431"
FORMATS = ["JPEG", "PNG", "WEBP"]


def picture(fmt: str, *, orientation: int = 1) -> bytes:
    image = Image.new("RGB", (64, 32), "white")
    image.paste("red", (0, 0, 16, 16))
    exif = image.getexif()
    exif[ExifTags.Base.Artist] = SECRET
    exif[ExifTags.Base.Orientation] = orientation
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSAreaInformation] = SECRET
    extra: dict[str, Any] = {"exif": exif}
    if fmt == "JPEG":
        extra |= {"comment": SECRET.encode(), "quality": 95}
    if fmt == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", SECRET)
        text.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET}</x>")
        extra |= {"pnginfo": text}
    if fmt in {"JPEG", "WEBP"}:
        extra |= {"xmp": f"<x>{SECRET}</x>".encode()}
    out = io.BytesIO()
    image.save(out, fmt, **extra)
    return out.getvalue() + SECRET.encode()


@pytest.mark.parametrize("fmt", FORMATS)
def test_nothing_planted_remains_in_the_bytes(fmt: str) -> None:
    original = picture(fmt)
    assert SECRET.encode() in original
    assert SECRET.encode() not in strip(original).content


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_place_and_the_photographer_are_reported(fmt: str) -> None:
    found = strip(picture(fmt)).taken_out
    assert {"platsen där bilden togs", "fotografens namn"} <= set(found)
    assert traces(strip(picture(fmt)).content) == ()


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_turned_picture_is_turned_upright(fmt: str) -> None:
    image = Image.open(io.BytesIO(strip(picture(fmt, orientation=6)).content)).convert("RGB")
    assert image.size == (32, 64)
    red, green, _ = image.getpixel((28, 4))  # type: ignore[misc]
    assert red > 200
    assert green < 60


def test_transparency_is_kept() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (10, 20, 30, 0)).save(out, "PNG")
    assert Image.open(io.BytesIO(strip(out.getvalue()).content)).getpixel((1, 1)) == (10, 20, 30, 0)


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_cut_off_picture_is_a_clear_error(fmt: str) -> None:
    with pytest.raises(Unreadable, match="skadad"):
        strip(picture(fmt)[:100])


def test_a_picture_too_large_to_unpack_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_POINTS", 100)
    with pytest.raises(TooLarge):
        strip(picture("PNG"))


@pytest.mark.parametrize("content", [b"", b"GIF89a....", b"<html>", b"MZ\x90", b"\x00" * 50])
def test_another_kind_of_file_is_refused_whatever_its_name(content: bytes) -> None:
    with pytest.raises(UnknownKind, match="Välj en annan fil"):
        strip(content)


def test_the_kind_is_told_by_the_content() -> None:
    assert [kind_of(picture(fmt)) for fmt in FORMATS] == [Kind.JPEG, Kind.PNG, Kind.WEBP]
