"""The report becomes public without anybody's name, and a resident finds it, reads it and takes it home."""

import io
import re

from pypdf import PdfReader

from tests.browser.journey.reporting import NAME, TELEPHONE
from tests.browser.journey.screen import Screen


def names_are_masked(anna: Screen) -> None:
    """Each place that was pointed out is decided on."""
    anna.go("/arbete/publicering/")
    anna.follow("Lindgården hösten")
    anna.press("Börja")
    anna.sees("2 ställen, 2 kvar att avgöra.")
    for place in anna.page.get_by_role("group", name=re.compile("^”")).all():
        place.get_by_label("Maskera").check()
    anna.press("Spara valen")
    anna.sees("2 ställen, 0 kvar att avgöra.")
    anna.press("Lämna för bekräftelse")
    anna.sees("Den som har maskerat kan inte bekräfta.")


def another_person_confirms(sten: Screen) -> None:
    """Confirmed is published."""
    sten.go("/arbete/")
    sten.follow("Bekräfta publiceringen")
    sten.sees("[namn borttaget] nås på [telefonnummer borttaget]")
    sten.follow("Bekräfta och publicera")
    sten.press("Bekräfta och publicera")
    sten.sees("Uppföljningen är publicerad.")


def resident_reads(resident: Screen) -> None:
    """By searching; what was masked is neither on the page, in its source nor in the files."""
    resident.go("/")
    resident.type_in({"Sök uppföljning": "introduktion ny personal"})
    resident.press("Sök")
    resident.sees("1 uppföljning")
    resident.follow("Lindgården hösten")
    resident.sees("genomgång av planerna varje månad", "[namn borttaget] nås på [telefonnummer borttaget]")
    _says_nothing(resident.page.content())
    content = resident.fetch("Rapporten som PDF")
    assert content.startswith(b"%PDF")
    read = PdfReader(io.BytesIO(content))
    text = " ".join(page.extract_text() for page in read.pages)
    assert "[namn borttaget]" in " ".join(text.split())
    _says_nothing(text + str(read.metadata))
    resident.go("/enheter/lindgarden/")
    resident.sees("Lindgården hösten")


def _says_nothing(text: str) -> None:
    """Neither whole nor in parts, however the spaces fell."""
    letters = re.sub(r"[\s\xad‑-]+", "", text).casefold()
    for word in (*NAME.split(), TELEPHONE):
        assert re.sub(r"[\s-]+", "", word).casefold() not in letters, word
