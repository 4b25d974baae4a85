"""The year is planned and decided, and contracts are drawn so that anybody can check it."""

import datetime as dt

from playwright.sync_api import expect

from tests.browser.journey.screen import Screen

SEED = "3141 5926 5358 9793 2384"


def plan_is_decided(sten: Screen, day: dt.date) -> None:
    """A focus area, a commitment and a follow-up are written, and the board decides."""
    sten.go("/arbete/planer/")
    sten.follow("Ny plan")
    sten.type_in(
        {
            "Rubrik": f"Uppföljningsplan {day.year}",
            "Äldrenämnden": True,
            "Från och med": f"{day.year}-01-01",
            "Till och med": f"{day.year}-12-31",
            "Inledning": "Planen gäller alla som bor på ett vård- och omsorgsboende.",
        }
    )
    sten.press("Lägg upp planen")
    sten.follow("Fokusområden")
    sten.follow("Nytt fokusområde")
    sten.type_in({"Fokusområde": "Den enskildes delaktighet", "Kvalitetsområde": "Delaktighet"})
    sten.press("Spara")
    sten.follow("Åtaganden")
    sten.follow("Nytt åtagande")
    sten.type_in({"Åtagande": "Minst en enhet följs upp.", "Minst": "1"})
    sten.press("Spara")
    sten.follow("Planerade uppföljningar")
    sten.follow("Planera en uppföljning")
    sten.type_in({"Rubrik": "Rönngårdens bemanning", "Enheter": "Rönngården", "Ansvarig": "Anna Uppföljare"})
    sten.press("Spara")
    sten.sees("Uppföljningen är planerad.")
    sten.follow(f"Uppföljningsplan {day.year}")
    sten.follow("Fastställ planen")
    sten.type_in({"Sammanträdesdag": day.isoformat(), "Paragraf": "§ 14", "Diarienummer": f"ÄN {day.year}/14"})
    sten.press("Fastställ version 1")
    sten.sees("Planen är fastställd som version 1 och offentlig.")


def contracts_are_drawn(sten: Screen, berit: Screen, resident: Screen, day: dt.date) -> None:
    """One by complaints, one by the commissioner, one by chance; a resident's browser draws them again."""
    sten.follow(f"Uppföljningsplan {day.year}")
    sten.follow("Urval")
    sten.follow("Nytt urval")
    sten.type_in(
        {
            "Rubrik": "Urval hösten",
            "Antal avtal att dra": "3",
            "Referensdag": day.isoformat(),
            "Klagomål registrerade från och med": f"{day.year}-01-01",
            "Klagomål registrerade till och med": day.isoformat(),
        }
    )
    sten.press("Lägg upp urvalet")
    _nominate(berit)
    sten.follow("Granska och publicera ramen")
    sten.sees("6 avtal, 6 kan dras av slumpen")
    sten.follow("Publicera ramen")
    sten.press("Publicera ramen")
    checksum = sten.page.locator(".checksum").inner_text()
    assert len(checksum) == 64
    sten.follow("Dra urvalet")
    sten.type_in(
        {
            "Frö": SEED,
            "Sammanträde och paragraf": "Äldrenämnden § 15",
            "Sammanträdesdag": day.isoformat(),
            "Vittne": "Nämndens ordförande",
        }
    )
    sten.press("Dra urvalet")
    sten.sees("Dragna avtal", "AV-01")
    _draw_again(resident, checksum)


def _nominate(berit: Screen) -> None:
    berit.go("/arbete/planer/urval/")
    berit.follow("Urval hösten")
    berit.follow("Nominera ett avtal")
    berit.type_in({"Avtal": "AV-02 Björkgården, drift", "Skäl": "Ny ledning sedan i våras."})
    berit.press("Nominera")
    berit.sees("1. AV-02 Björkgården, drift")


def _draw_again(resident: Screen, checksum: str) -> None:
    resident.go("/urval/")
    resident.follow("Urval hösten")
    expect(resident.page.locator("#draw-outcome")).to_have_attribute("data-color", "success")
    resident.sees(checksum, "AV-01", "AV-02")


def drawn_contract_is_planned(sten: Screen, day: dt.date) -> str:
    """What the complaints chose is taken into the plan, with month and officer; gives its address."""
    sten.follow("Planera de dragna")
    drawn = sten.page.locator("main li", has_text="klagomål och synpunkter")
    drawn.get_by_role("button", name="Ta med i planen").click()
    sten.sees("Lindgården är med i planen.")
    sten.follow("Planerade uppföljningar")
    sten.follow("Lindgården")
    sten.follow("Ändra")
    month = sten.field("Månad").locator("option").nth(day.month).inner_text()
    sten.type_in({"Månad": month, "Ansvarig": "Anna Uppföljare"})
    sten.press("Spara")
    sten.sees("Ändringen är sparad.")
    return sten.page.url
