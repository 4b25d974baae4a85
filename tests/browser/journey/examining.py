"""The officer opens the follow-up, tells the provider, prepares, visits, judges, and writes down what was found."""

from django.core import mail
from playwright.sync_api import Locator, expect

from tests.browser.journey.screen import Screen
from tests.browser.journey.worker import let_the_worker_work

TITLE = "Lindgården hösten"
FINDING = "Planer saknas"
SEEN, CORRECTED = "Sju av tio planer var aktuella.", "Åtta av tio planer var aktuella."
CAUSE = "Ny personal får ingen introduktion i hur planerna skrivs."


def follow_up_is_opened(anna: Screen, planned: str) -> str:
    """From the plan, with what the plan knows; gives the follow-up's address."""
    anna.go(planned)
    anna.follow("Öppna uppföljningen")
    anna.sees("Följer med")
    anna.type_in({"Rubrik": TITLE})
    anna.press("Lägg upp")
    anna.sees("Uppföljningen är upplagd med diarienummer")
    address = anna.page.url
    anna.follow("Pröva jäv")
    anna.type_in({"Nej, jag är inte jävig": True})
    anna.press("Spara svaret")
    return address


def provider_is_notified(anna: Screen, carin: Screen) -> None:
    """The letter says only that something waits; the notice is read behind the sign-in."""
    anna.follow("Avisera utföraren")
    anna.press("Skicka aviseringen")
    anna.sees("Aviseringen är avsänd.")
    let_the_worker_work()
    letter = mail.outbox[-1]
    assert letter.to == ["carin@exempel.se"]
    assert "/utforare/" in letter.body
    assert "Lindgården" not in f"{letter.subject} {letter.body}"
    carin.go("/utforare/")
    carin.follow(TITLE)
    carin.sees("Avisering: avtalsuppföljning")


def preparation_is_ticked(anna: Screen) -> None:
    """The complaints of the workbook are read, and requirements chosen."""
    anna.follow("Börja förberedelserna")
    anna.press("Börja förberedelserna")
    anna.follow("Förberedelser")
    anna.sees("9 av 9 återstår att läsa.", "klagomål K-1, Lindgården")
    anna.follow("Synpunkter och klagomål")
    anna.type_in({"Anteckning": "Tre klagomål om att planen inte följs."})
    anna.press("Pricka av")
    anna.sees("8 av 9 återstår att läsa.", "Läst av Anna Uppföljare")
    anna.follow("Krav och bedömningar")
    anna.follow("Välj krav")
    anna.page.locator("main summary", has_text="Delaktighet").click()
    anna.type_in({"Alla krav i Delaktighet": True})
    anna.press("Spara omfattningen")
    anna.sees("2 av 2 valda")


def unit_is_visited(anna: Screen, address: str) -> None:
    """A visit unannounced, and what the residents themselves say."""
    anna.go(address)
    anna.follow("Börja granskningen")
    anna.press("Börja granskningen")
    anna.follow("Besök")
    anna.follow("Anteckna ett besök")
    met = {"Oanmält": True, "observation": True, "intervju": True, "verksamheten": True, "brukarna": True}
    anna.type_in({**met, "Anteckningar": "Vi läste tio planer."})
    anna.press("Spara")
    anna.sees("Nej, oanmält", "Vi läste tio planer.")
    anna.follow("Den enskildes uppfattning")
    told = {"Hur den inhämtades": "samtal med enskilda", "Vad som framkom": "De flesta känner till sin plan."}
    anna.type_in(told)
    anna.press("Spara")
    anna.sees("Den enskildes uppfattning är antecknad.")


def requirements_are_judged(anna: Screen, address: str) -> None:
    """One is met, one only partly, for which a deficiency is recorded with its cause."""
    anna.go(address)
    anna.follow("Krav och bedömningar")
    _judge(anna, "D2", "Uppfyllt", "Sex av sex tillfrågade hade varit med.")
    expect(anna.page.locator("#framsteg")).to_contain_text("1 av 2")
    _judge(anna, "D1", "Delvis uppfyllt", SEEN)
    expect(anna.page.locator("#framsteg")).to_contain_text("2 av 2")
    _row(anna, "D1").get_by_role("link", name="Anteckna en brist").click()
    anna.type_in({"Allvarlig": True, "Rubrik": FINDING, "Orsak 1": CAUSE})
    expect(anna.field("Vad som iakttogs")).to_have_value(SEEN)
    anna.press("Spara")
    anna.stands_at(FINDING)
    anna.sees(CAUSE)
    anna.go(address)
    anna.follow("Gå till analys")
    anna.press("Gå till analys")


def _row(anna: Screen, code: str) -> Locator:
    return anna.page.locator("[id^=krav-]", has=anna.page.get_by_role("link", name=code, exact=True))


def _judge(anna: Screen, code: str, verdict: str, ground: str) -> None:
    row = _row(anna, code)
    row.get_by_text(verdict, exact=True).click()
    row.get_by_label("Grund för bedömningen").fill(ground)
    row.get_by_role("button", name="Spara").click()
    expect(row.get_by_text("Sparat")).to_be_visible()
