"""The fixed cast of the tests, and the small municipality around them.

Anna follows up for the elderly care board, Olle assists her, Bo works for another board, Carin manages a private
provider's unit, Carl manages another provider's, Disa administers, Elsa stands outside. Sten is the strategist, Moa
MAS, Berit commissioner, Dag director, Siv secretary and Frida a member of Anna's board.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from insyn.access.actions import grant_role
from insyn.access.models import Role
from insyn.base.periods import STOCKHOLM, period
from insyn.contracts.models import (
    Adoption,
    Contract,
    ContractPeriod,
    ContractUnit,
    Requirement,
    RequirementSet,
    RequirementVersion,
)
from insyn.organisation.models import (
    AreaSpell,
    Board,
    BoardSpell,
    Provider,
    ProviderSpell,
    QualityArea,
    ServiceArea,
    Unit,
    UnitSpell,
)
from insyn.people.models import Person

BEGINNING = dt.date(2020, 1, 1)
NOON = dt.datetime(2025, 3, 3, 12, tzinfo=STOCKHOLM)
PASSWORD = "ett långt och lätt lösenord"


@dataclass
class World:
    anna: Person
    olle: Person
    bo: Person
    carin: Person
    carl: Person
    disa: Person
    elsa: Person
    sten: Person
    moa: Person
    berit: Person
    dag: Person
    siv: Person
    frida: Person
    elderly: Board
    disability: Board
    nursing: ServiceArea
    housing: ServiceArea
    municipal: Provider
    private: Provider
    other_private: Provider
    lindgarden: Unit
    bjorkgarden: Unit
    aspgarden: Unit
    contract: Contract
    other_contract: Contract
    own_contract: Contract
    participation: QualityArea
    requirements: RequirementSet
    requirement: Requirement


def person(name: str) -> Person:
    first = name.split(maxsplit=1)[0].lower().replace("å", "a").replace("ä", "a").replace("ö", "o")
    made: Person = Person.objects.create_user(f"{first}@exempel.se", name, PASSWORD)
    return made


def board(key: str, name: str) -> Board:
    made: Board = Board.objects.create(key=key, name=name, slug=key)
    BoardSpell.objects.create(board=made, name=name, valid=period(BEGINNING))
    return made


def area(key: str, name: str, board: Board, interval: int) -> ServiceArea:
    made: ServiceArea = ServiceArea.objects.create(key=key, name=name, slug=key)
    AreaSpell.objects.create(area=made, name=name, board=board, interval_months=interval, valid=period(BEGINNING))
    return made


def provider(key: str, name: str, kind: str, number: str = "") -> Provider:
    made: Provider = Provider.objects.create(key=key, name=name, slug=key)
    ProviderSpell.objects.create(
        provider=made, name=name, kind=kind, organisation_number=number, valid=period(BEGINNING)
    )
    return made


def unit(key: str, name: str, area: ServiceArea, provider: Provider) -> Unit:
    made: Unit = Unit.objects.create(key=key, name=name, slug=key)
    UnitSpell.objects.create(unit=made, name=name, area=area, provider=provider, valid=period(BEGINNING))
    return made


def contract(number: str, name: str, form: str, unit: Unit, **fields: Any) -> Contract:
    made: Contract = Contract.objects.create(number=number, public_id=number.lower(), name=name, form=form, **fields)
    ContractPeriod.objects.create(contract=made, valid=period(dt.date(2024, 1, 1), dt.date(2028, 1, 1)))
    ContractUnit.objects.create(contract=made, unit=unit, valid=period(dt.date(2024, 1, 1)))
    return made


def requirement(within: RequirementSet, code: str, text: str, quality_area: QualityArea) -> Requirement:
    made: Requirement = Requirement.objects.create(
        requirement_set=within, code=code, quality_area=quality_area, dimension=Requirement.Dimension.PROCESS
    )
    RequirementVersion.objects.create(requirement=made, text=text, valid=period(BEGINNING), source_ref="p. 4.1")
    return made


def build_world() -> World:
    """The cast with their roles, two boards, three units of three providers, and their contracts."""
    elderly, disability = board("aldre", "Äldrenämnden"), board("funktion", "Funktionsstödsnämnden")
    nursing = area("vard-och-omsorgsboende", "Vård- och omsorgsboende", elderly, 24)
    housing = area("bostad-med-sarskild-service", "Bostad med särskild service", disability, 12)
    municipal = provider("egen-regi", "Kommunens egen regi", ProviderSpell.Kind.MUNICIPAL)
    private = provider("omsorgsbolaget", "Omsorgsbolaget Ek AB", ProviderSpell.Kind.PRIVATE, "556016-0680")
    other_private = provider("vardlaget", "Vårdlaget Al AB", ProviderSpell.Kind.PRIVATE)
    lindgarden = unit("lindgarden", "Lindgården", nursing, private)
    bjorkgarden = unit("bjorkgarden", "Björkgården", nursing, municipal)
    aspgarden = unit("aspgarden", "Aspgården", nursing, other_private)
    forms = Contract.Form
    signed = contract("AV-2024-01", "Lindgården, drift", forms.LOU, lindgarden, provider=private, board=elderly)
    other = contract("AV-2024-02", "Aspgården, drift", forms.LOU, aspgarden, provider=other_private, board=elderly)
    own = contract(
        "UB-2024-01", "Björkgården", forms.ASSIGNMENT, bjorkgarden, provider=municipal, board=elderly, mirrors=signed
    )
    first = adopted_requirement(elderly, (signed, other, own))
    return World(
        **people((elderly, disability), (private, lindgarden), (other_private, aspgarden)),
        elderly=elderly,
        disability=disability,
        nursing=nursing,
        housing=housing,
        municipal=municipal,
        private=private,
        other_private=other_private,
        lindgarden=lindgarden,
        bjorkgarden=bjorkgarden,
        aspgarden=aspgarden,
        contract=signed,
        other_contract=other,
        own_contract=own,
        participation=first.quality_area,
        requirements=first.requirement_set,
        requirement=first,
    )


def adopted_requirement(board: Board, contracts: tuple[Contract, ...]) -> Requirement:
    """The first of two requirements in a tender document that the contracts have adopted."""
    participation: QualityArea = QualityArea.objects.create(
        code="delaktighet", name="Delaktighet", valid=period(BEGINNING)
    )
    requirements: RequirementSet = RequirementSet.objects.create(
        code="FU-2024", name="Förfrågningsunderlag 2024", source=RequirementSet.Source.TENDER, board=board
    )
    first = requirement(requirements, "D1", "Varje person ska ha en aktuell genomförandeplan.", participation)
    requirement(requirements, "D2", "Den enskilde ska delta när planen skrivs.", participation)
    for each in contracts:
        Adoption.objects.create(contract=each, requirement_set=requirements, valid=period(dt.date(2024, 1, 1)))
    return first


def people(
    boards: tuple[Board, Board], first: tuple[Provider, Unit], second: tuple[Provider, Unit]
) -> dict[str, Person]:
    """Everybody in the cast, with the role each one has."""
    elderly, disability = boards
    (private, unit), (other_private, other_unit) = first, second
    roles: dict[str, tuple[str, str | None, dict[str, Any]]] = {
        "anna": ("Anna Uppföljare", Role.OFFICER, {"board": elderly}),
        "olle": ("Olle Biträdande", Role.OFFICER, {"board": elderly}),
        "bo": ("Bo Uppföljare", Role.OFFICER, {"board": disability}),
        "carin": ("Carin Enhetschef", Role.PROVIDER_MANAGER, {"provider": private, "unit": unit}),
        "carl": ("Carl Enhetschef", Role.PROVIDER_MANAGER, {"provider": other_private, "unit": other_unit}),
        "disa": ("Disa Administratör", Role.ADMINISTRATOR, {}),
        "elsa": ("Elsa Utanför", None, {}),
        "sten": ("Sten Strateg", Role.STRATEGIST, {"board": elderly}),
        "moa": ("Moa MAS", Role.MEDICAL, {"board": elderly}),
        "berit": ("Berit Beställare", Role.COMMISSIONER, {"board": elderly}),
        "dag": ("Dag Direktör", Role.DIRECTOR, {"board": elderly}),
        "siv": ("Siv Sekreterare", Role.SECRETARY, {"board": elderly}),
        "frida": ("Frida Förtroendevald", Role.MEMBER, {"board": elderly}),
    }
    cast = {}
    for key, (name, role, where) in roles.items():
        cast[key] = person(name)
        if role:
            grant_role(person=cast[key], role=role, start=BEGINNING, by=None, at=NOON, **where)
    return cast
