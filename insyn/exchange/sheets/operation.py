"""Boards, areas, providers and units."""

from insyn.base.imports.sheets import Field, Sheet
from insyn.exchange.sheets.references import AREA, ASSIGNMENT, BOARD, PROVIDER, words
from insyn.organisation.models import ProviderSpell

NAME = Field("Namn", "name", required=True, longest=200)

# What a file of which only the month is known brings, began in that month at the latest.
BEGIN = {"start_by_month": "%(by_month)s"}

BOARDS = Sheet(
    "Nämnder",
    "Politiska nämnder som svarar för verksamhet.",
    (NAME,),
    "i.key",
    "organisation_board",
    "organisation_boardspell",
    "board_id",
    named=True,
    slug_of="Namn",
)
AREAS = Sheet(
    "Områden",
    "Verksamhetsområden, under vilken nämnd de står och hur ofta de följs upp.",
    (
        NAME,
        Field("Nämnd", "board_id", "reference", required=True, reference=BOARD),
        Field("Intervall i månader", "interval_months", "number", nullable=True),
        Field("Endast kommunal", "municipal_only", "yes_no"),
        Field("Källa", "source_ref"),
    ),
    "i.key",
    "organisation_servicearea",
    "organisation_areaspell",
    "area_id",
    named=True,
    slug_of="Namn",
)
PROVIDERS = Sheet(
    "Utförare",
    "De som driver enheter. Organisationsnummer får saknas.",
    (
        NAME,
        Field("Driftsform", "kind", "choice", required=True, choices=words(ProviderSpell.Kind.choices)),
        Field("Organisationsnummer", "organisation_number", longest=13),
        Field("Enskild firma", "is_sole_trader", "yes_no"),
    ),
    "i.key",
    "organisation_provider",
    "organisation_providerspell",
    "provider_id",
    named=True,
    slug_of="Namn",
    about_begin=BEGIN,
)
UNITS = Sheet(
    "Enheter",
    "Enheter (nivå 3), vem som driver dem och var de hör.",
    (
        NAME,
        Field("Område", "area_id", "reference", reference=AREA),
        Field("Uppdrag", "assignment_id", "reference", reference=ASSIGNMENT),
        Field("Utförare", "provider_id", "reference", required=True, reference=PROVIDER),
        Field("Platser", "places", "number", nullable=True, highest=100_000),
        Field("Besöksadress", "address"),
        Field("Telefon", "phone", longest=60),
    ),
    "i.key",
    "organisation_unit",
    "organisation_unitspell",
    "unit_id",
    named=True,
    slug_of="Namn",
    ends=True,
    about_end={
        "end_precision": "CASE WHEN %(by_month)s THEN 'month' ELSE 'latest' END",
        "end_reason": "'saknas i register som uppgavs vara fullständigt'",
    },
    about_start={"end_precision": "'exact'", "end_reason": "''"},
    about_begin=BEGIN,
    checks=(
        (
            "s.complete->>'Uppdrag' IS NOT NULL AND NOT EXISTS (SELECT FROM organisation_assignmentspell a"
            " JOIN organisation_serviceassignment n ON n.id = a.assignment_id"
            " JOIN organisation_servicearea o ON o.id = a.area_id WHERE a.valid @> %(day)s::date"
            " AND n.key = s.complete->>'Uppdrag' AND o.key = s.complete->>'Område')",
            "Uppdrag",
            "uppdraget hör inte till enhetens område den dagen",
            "Skriv ett uppdrag i samma område, eller töm cellen.",
        ),
    ),
)
