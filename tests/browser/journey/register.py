"""The register comes in from Excel, and the provider's manager is given her unit."""

import datetime as dt

from insyn.people.models import Person
from tests.browser.journey.screen import Screen
from tests.browser.journey.workbook import UNITS, register_workbook
from tests.browser.journey.worker import let_the_worker_work

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def register_comes_in(sten: Screen, day: dt.date) -> None:
    """Uploaded, looked at before anything is changed, and saved."""
    sten.go("/arbete/register/import/")
    sten.field("Fil").set_input_files({"name": "register.xlsx", "mimeType": EXCEL, "buffer": register_workbook(day)})
    sten.type_in({"Gäller från": f"{day.year - 1}-01-01"})
    sten.press("Läs in och granska")
    sten.sees("Arbetar")
    let_the_worker_work()
    sten.follow("Visa läget nu")
    sten.sees("Vad som skulle ändras", "kan sparas")
    sten.follow("6 nya i Enheter")
    sten.sees(*UNITS)
    sten.page.go_back()
    sten.press("Spara")
    sten.sees("Arbetar")
    let_the_worker_work()
    sten.follow("Visa läget nu")
    sten.sees("Vad som ändrades", "Sparat")
    sten.go("/arbete/register/enheter/")
    sten.sees(*UNITS)


def manager_is_let_in(disa: Screen, carin: Screen, person: Person, password: str) -> None:
    """The administrator gives Carin her unit, and she signs in to the provider's pages."""
    disa.go("/arbete/personer/")
    disa.follow(person.name)
    disa.follow("Ge en roll")
    disa.type_in({"Roll": "enhetschef hos utförare", "Utförare": "Omsorgsbolaget Ek AB", "Enhet": "Lindgården"})
    disa.press("Ge rollen")
    disa.sees(f"{person.name} har fått rollen.")
    carin.go("/utforare/")
    carin.type_in({"E-post": person.email, "Lösenord": password})
    carin.press("Logga in")
    carin.stands_at("Att göra")
    carin.sees("Lindgården")
