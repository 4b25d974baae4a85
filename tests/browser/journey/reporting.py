"""The report: written by keyboard, checked by the provider, approved by another, put to the board, and decided on."""

import datetime as dt

from playwright.sync_api import Locator, expect

from tests.browser.journey.screen import Screen

EMPHASISED = "Planer"
# Personal data that must never reach the public version.
NAME, TELEPHONE = "Kerstin Almroth", "070-123 45 67"


def report_is_written(anna: Screen, address: str) -> str:
    """In the editor, with the keyboard alone; gives the report's address."""
    anna.go(address)
    anna.follow("Rapport", exact=True)
    anna.press("Skriv rapporten")
    expect(anna.page.get_by_role("toolbar").first).to_be_visible()
    _form_the_summary(anna)
    _write(anna, "Bakgrund och syfte", f"Anhöriga klagade på planerna. {NAME} nås på {TELEPHONE}.")
    _write(anna, "Analys och samlad bedömning", "Planerna behöver hållas aktuella.")
    anna.type_in({"Rapporten kräver ett beslut": True, "Förslag till beslut": "Nämnden godkänner rapporten."})
    anna.press("Spara utkastet")
    anna.sees("Utkastet är sparat.")
    expect(anna.page.locator("article strong", has_text=EMPHASISED).first).to_be_visible()
    expect(anna.page.locator("article li", has_text="introduktion av ny personal")).to_be_visible()
    return anna.page.url


def _form_the_summary(anna: Screen) -> None:
    """Bold by its button, reached with arrow keys, and a list by its own."""
    keyboard = anna.page.keyboard
    _text(anna, "Sammanfattning").focus()
    keyboard.press("Shift+Tab")
    for key in ("ArrowRight", "ArrowRight", "Enter"):
        keyboard.press(key)
    keyboard.type(EMPHASISED)
    keyboard.press("Control+b")
    keyboard.type(" är gamla. Det behövs:")
    keyboard.press("Enter")
    keyboard.press("Shift+Tab")
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "Enter"):
        keyboard.press(key)
    keyboard.type("introduktion av ny personal")
    keyboard.press("Enter")
    keyboard.type("genomgång av planerna varje månad")


def _text(anna: Screen, label: str) -> Locator:
    return anna.page.get_by_role("textbox", name=label)


def _write(anna: Screen, label: str, words: str) -> None:
    _text(anna, label).focus()
    anna.page.keyboard.type(words)


def report_is_approved(anna: Screen, sten: Screen, report: str) -> None:
    """The author hands it over; another person approves the follow-up and the report, which then prints."""
    anna.go(report)
    anna.sees("Alla nyanställda får en halv dags introduktion.")
    anna.press("Lämna för godkännande")
    anna.sees("Den som har skrivit rapporten kan inte godkänna den.")
    sten.go("/arbete/")
    sten.follow("Godkänn uppföljningen")
    sten.press("Godkänn")
    sten.sees("Uppföljningen är godkänd.")
    sten.go("/arbete/")
    sten.follow("Godkänn rapporten")
    sten.press("Godkänn rapporten")
    sten.sees("Rapporten är godkänd. Text och siffror ligger fast.")
    assert sten.fetch("PDF").startswith(b"%PDF")
    assert sten.fetch("Word").startswith(b"PK")


def feedback_is_given(anna: Screen, carin: Screen, address: str) -> None:
    """Before the board reads it, the provider does."""
    anna.go(address)
    anna.follow("Återkoppla till verksamheten")
    anna.type_in({"Hur och till vem återkopplingen gavs": "Möte med enhetschefen."})
    anna.press("Spara återkopplingen")
    carin.go(carin.page.url)
    carin.go("/utforare/")
    carin.follow("Lindgården hösten")
    carin.follow("Läs rapporten")
    carin.sees("genomgång av planerna varje månad")


def board_decides(siv: Screen, sten: Screen, anna: Screen, report: str, day: dt.date) -> None:
    """The report is put to a meeting; the decision comes back and becomes a task."""
    siv.go("/arbete/rapporter/sammantraden/")
    siv.follow("Nytt sammanträde")
    siv.type_in({"Sammanträdesdag": day.isoformat(), "Handlingar ska vara inne senast": day.isoformat()})
    siv.press("Lägg till")
    meeting = siv.page.url
    sten.go(report)
    sten.follow("Till nämnden")
    sten.press("Anmäl till sammanträdet")
    sten.sees("Rapporten är anmäld till sammanträdet.")
    siv.go(meeting)
    assert siv.fetch("Hämta alla handlingar").startswith(b"PK")
    siv.follow("För in beslutet")
    expect(siv.field("Beslut")).to_have_value("Nämnden godkänner rapporten.")
    task = {"Uppgift (": "Redovisa planerna", "Ansvarig": "Anna Uppföljare", "Klar senast": day.isoformat()}
    siv.type_in({"Paragraf": "45", **task})
    siv.press("För in beslutet")
    siv.sees("Beslut § 45")
    anna.go("/arbete/")
    anna.follow("Uppgift ur nämndens beslut")
    anna.type_in({"Hur uppgiften utfördes": "Redovisat för nämnden."})
    anna.press("Uppgiften är utförd")
    anna.sees("Redovisat för nämnden.")
