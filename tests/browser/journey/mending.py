"""The provider checks the facts, answers the causes with an action and carries it out; the officer examines it all."""

import datetime as dt

from tests.browser.journey.examining import CAUSE, CORRECTED, FINDING, SEEN, TITLE
from tests.browser.journey.screen import Screen
from tests.browser.journey.worker import let_the_worker_work

ACTION = "Alla nyanställda får en halv dags introduktion."


def facts_are_checked(anna: Screen, carin: Screen, report: str) -> None:
    """Carin remarks on one paragraph of the draft."""
    anna.go(report)
    anna.follow("Faktagranskning", exact=True)
    anna.press("Skicka utkastet")
    anna.sees("Utkastet är skickat på faktagranskning.")
    let_the_worker_work()
    carin.go("/utforare/")
    carin.follow("Granska fakta i utkastet")
    carin.follow(f"Anmärk på stycket {SEEN}")
    carin.type_in({"Vad som inte stämmer": CORRECTED})
    carin.press("Spara anmärkningen")
    carin.sees("Du har gjort 1 anmärkning.")
    carin.press("Lämna svaret")
    carin.sees("Svaret på faktagranskningen är skickat.")


def remark_is_disposed_of(anna: Screen, address: str) -> None:
    """The officer answers the remark, puts the finding right and closes the round."""
    anna.go("/arbete/")
    anna.follow("Behandla anmärkningar i faktagranskningen")
    anna.sees(CORRECTED)
    anna.follow("Behandla anmärkningen")
    anna.type_in({"rättas": True, "Svar till utföraren": "Vi har läst om planerna och rättar texten."})
    anna.press("Spara")
    anna.follow("Avsluta omgången")
    anna.press("Avsluta")
    anna.sees("Faktagranskningen är avslutad.")
    anna.go(address)
    anna.follow("Iakttagelser")
    anna.follow(FINDING)
    anna.follow("Ändra")
    anna.type_in({"Vad som iakttogs": CORRECTED})
    anna.press("Spara")
    anna.sees(CORRECTED)


def action_plan_is_agreed(anna: Screen, carin: Screen, address: str, day: dt.date) -> None:
    """Asked for, written, examined and accepted."""
    anna.go(address)
    anna.follow("Begär åtgärdsplan")
    anna.press("Begär åtgärdsplan")
    anna.sees("Åtgärdsplanen är begärd.")
    carin.go("/utforare/")
    carin.follow("Skriv åtgärdsplan")
    carin.sees(CAUSE, "saknar åtgärd")
    carin.follow("Lägg till åtgärd")
    carin.type_in(
        {
            "Åtgärd": ACTION,
            "Ansvarig funktion": "Enhetschef",
            "Klar senast": (day + dt.timedelta(days=60)).isoformat(),
            "Så ska effekten märkas": "Alla planer är aktuella vid nästa genomgång.",
        }
    )
    carin.press("Spara åtgärden")
    carin.press("Skicka in åtgärdsplanen")
    carin.sees("Åtgärdsplanen är inskickad.", "har åtgärd")
    anna.go("/arbete/")
    anna.follow("Granska åtgärdsplanen")
    anna.type_in({"Godtas": True})
    anna.press("Spara bedömningen")
    anna.follow("Godta planen", exact=True)
    anna.press("Godta åtgärdsplanen")
    anna.sees("Åtgärdsplanen är godtagen.")


def action_is_carried_out(anna: Screen, carin: Screen, address: str) -> None:
    """Told by the provider, and seen by the officer."""
    carin.go("/utforare/")
    carin.follow(TITLE)
    carin.follow("Åtgärdsplan, omgång 1")
    carin.follow(ACTION)
    carin.type_in({"Hur åtgärden genomfördes": "Alla nya har gått introduktionen."})
    carin.press("Anmäl som genomförd")
    carin.sees("Kommunen får veta att åtgärden är genomförd.")
    anna.go("/arbete/")
    anna.follow("Kontrollera att åtgärden är genomförd")
    anna.follow("Kontrollera genomförandet")
    anna.type_in({"Genomförandet bekräftas": True, "Hur det har kontrollerats": "Vi har läst listorna."})
    anna.press("Spara")
    anna.sees("Alla nya har gått introduktionen.", "Genomförandet bekräftas")


def last_finding_and_follow_up_are_closed(anna: Screen, address: str) -> None:
    """Not before the deficiency is closed; after that nothing is left to do."""
    anna.go(address)
    anna.follow("Avsluta", exact=True)
    anna.sees("Alla brister ska vara åtgärdade och avslutade; 1 är öppna.")
    anna.go(address)
    anna.follow("Iakttagelser")
    anna.follow(FINDING)
    anna.follow("Avsluta", exact=True)
    anna.type_in({"Hur den har åtgärdats": "Planerna är lästa: alla är aktuella."})
    anna.press("Avsluta iakttagelsen")
    anna.sees("Avslutad")
    anna.go(address)
    anna.follow("Avsluta", exact=True)
    anna.press("Avsluta")
    anna.sees("Uppföljningen är avslutad.")
