"""A small register as a municipality would send it: the workbook's own sheets, filled in by hand."""

import datetime as dt
import io

import openpyxl

UNITS = ("Lindgården", "Björkgården", "Aspgården", "Ekgården", "Rönngården", "Almgården")
PROVIDERS = {
    "omsorgsbolaget": ("Omsorgsbolaget Ek AB", "privat"),
    "vardlaget": ("Vårdlaget Al AB", "privat"),
    "egen-regi": ("Kommunens egen regi", "egen regi"),
}
RUN_BY = ("omsorgsbolaget", "egen-regi", "vardlaget", "vardlaget", "egen-regi", "omsorgsbolaget")
REQUIREMENTS = {
    "D1": ("delaktighet", "process", "Varje person ska ha en aktuell genomförandeplan."),
    "D2": ("delaktighet", "process", "Den enskilde ska delta när planen skrivs."),
    "B1": ("bemanning", "struktur", "Nattetid ska minst två medarbetare tjänstgöra."),
}
COMPLAINED_OF = ("Lindgården", "Lindgården", "Lindgården", "Aspgården")


def register_workbook(day: dt.date) -> bytes:
    """Six units of three providers, a contract each, three requirements that all adopt, and four complaints."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    _organisation(book)
    _contracts(book, day)
    _requirements(book)
    _complaints(book, day)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _sheet(book: openpyxl.Workbook, name: str, columns: str, rows: list[tuple[object, ...]]) -> None:
    sheet = book.create_sheet(name)
    sheet.append(columns.split(", "))
    for row in rows:
        sheet.append(row)


def _key(unit: str) -> str:
    return unit.lower().replace("å", "a").replace("ö", "o")


def _number(place: int) -> str:
    return f"AV-{place:02}"


def _organisation(book: openpyxl.Workbook) -> None:
    _sheet(
        book,
        "Områden",
        "Nyckel, Namn, Nämnd, Intervall i månader",
        [("vard-och-omsorgsboende", "Vård- och omsorgsboende", "aldre", 24)],
    )
    _sheet(
        book,
        "Utförare",
        "Nyckel, Namn, Driftsform",
        [(key, name, kind) for key, (name, kind) in PROVIDERS.items()],
    )
    _sheet(
        book,
        "Enheter",
        "Nyckel, Namn, Område, Utförare, Platser",
        [
            (_key(unit), unit, "vard-och-omsorgsboende", provider, 40)
            for unit, provider in zip(UNITS, RUN_BY, strict=True)
        ],
    )


def _contracts(book: openpyxl.Workbook, day: dt.date) -> None:
    forms = {
        provider: "uppdragsbeskrivning" if provider == "egen-regi" else "upphandling enligt LOU"
        for provider in PROVIDERS
    }
    numbered = list(enumerate(zip(UNITS, RUN_BY, strict=True), 1))
    _sheet(
        book,
        "Avtal",
        "Avtalsnummer, Benämning, Form, Utförare, Nämnd, Område, Gäller från, Gäller till och med",
        [
            (
                _number(place),
                f"{unit}, drift",
                forms[provider],
                provider,
                "aldre",
                "vard-och-omsorgsboende",
                dt.date(day.year - 1, 1, 1),
                dt.date(day.year + 3, 12, 31),
            )
            for place, (unit, provider) in numbered
        ],
    )
    _sheet(book, "Avtalsenheter", "Avtal, Enhet", [(_number(place), _key(unit)) for place, (unit, _) in numbered])


def _requirements(book: openpyxl.Workbook) -> None:
    _sheet(
        book,
        "Kravsamlingar",
        "Kod, Benämning, Källa, Nämnd",
        [("FU-1", "Förfrågningsunderlag", "förfrågningsunderlag", "aldre")],
    )
    _sheet(
        book,
        "Krav",
        "Kravsamling, Kod, Kvalitetsområde, Slag, Lydelse",
        [("FU-1", code, area, kind, text) for code, (area, kind, text) in REQUIREMENTS.items()],
    )
    _sheet(
        book,
        "Antagna krav",
        "Avtal, Kravsamling",
        [(_number(place), "FU-1") for place in range(1, len(UNITS) + 1)],
    )


def _complaints(book: openpyxl.Workbook, day: dt.date) -> None:
    _sheet(
        book,
        "Klagomål",
        "Slag, Ärendenummer, Nämnd, Enhet, Kom in, Allvarlighet, Från, Vad som framfördes",
        [
            ("klagomål", f"K-{place}", "aldre", _key(unit), day, 3, "anhörig", "Planen följs inte.")
            for place, unit in enumerate(COMPLAINED_OF, 1)
        ],
    )
