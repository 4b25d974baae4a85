"""The register workbook: which sheets it has, and what their columns are. Sheets that others refer to come first."""

from insyn.base.imports.sheets import Field, Reference, Sheet
from insyn.contracts.models import Contract, Requirement, RequirementSet
from insyn.organisation.models import ProviderSpell
from insyn.registers.models import Event

BOARD = Reference("organisation_board", sheet="Nämnder")
AREA = Reference("organisation_servicearea", sheet="Områden")
PROVIDER = Reference("organisation_provider", sheet="Utförare")
ASSIGNMENT = Reference("organisation_serviceassignment")
UNIT = Reference("organisation_unit", sheet="Enheter")
CONTRACT = Reference("contracts_contract", key="number", sheet="Avtal")
SET = Reference("contracts_requirementset", key="code", sheet="Kravsamlingar")
QUALITY_AREA = Reference("organisation_qualityarea", key="code")
CATEGORY = Reference("registers_category", key="code")


def words(choices: list[tuple[str, str]]) -> dict[str, str]:
    return {str(word): str(code) for code, word in choices}


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
PERIOD = (
    "LEFT JOIN LATERAL (SELECT p.* FROM contracts_contractperiod p WHERE p.contract_id = i.id"
    " ORDER BY (p.valid @> %(day)s::date) DESC, lower(p.valid) DESC LIMIT 1) sp ON true"
)
START = "COALESCE((s.complete->>'Gäller från')::date, %(day)s::date)"
PERIOD_OF_ROW = f"daterange({START}, (s.complete->>'Gäller till och med')::date + 1)"
OF_CONTRACTS = "s.run_id = %(run)s AND s.sheet = %(sheet)s AND s.outcome"
CONTRACTS = Sheet(
    "Avtal",
    "Avtal och uppdragsbeskrivningar med den period som gäller.",
    (
        Field("Avtalsnummer", "number", on="identity", required=True, longest=60),
        Field("Benämning", "name", on="identity", required=True, longest=200),
        Field("Form", "form", "choice", on="identity", required=True, choices=words(Contract.Form.choices)),
        Field("Utförare", "provider_id", "reference", on="identity", required=True, reference=PROVIDER),
        Field("Nämnd", "board_id", "reference", on="identity", required=True, reference=BOARD),
        Field("Område", "area_id", "reference", on="identity", reference=AREA),
        Field(
            "Följs upp av",
            "followed_up_by",
            "choice",
            on="identity",
            choices=words(Contract.FollowedUpBy.choices),
            default="kvalitetsfunktionen",
        ),
        Field("Diarienummer", "case_number", on="identity", longest=60),
        Field("Speglar avtal", "mirrors_id", "reference", on="beside", reference=CONTRACT, read_as="i.mirrors_id"),
        Field("Gäller från", "", "day", on="beside", read_as="lower(sp.valid)"),
        Field("Gäller till och med", "", "day", on="beside", read_as="upper(sp.valid) - 1"),
    ),
    "i.number",
    "contracts_contract",
    key_name="Avtalsnummer",
    beside=PERIOD,
    slug_of="Avtalsnummer",
    slug_column="public_id",
    checks=(
        (
            "s.complete->>'Speglar avtal' IS NOT NULL AND (s.complete->>'Form' <> 'uppdragsbeskrivning'"
            " OR s.complete->>'Speglar avtal' = s.key)",
            "Speglar avtal",
            "bara en uppdragsbeskrivning kan spegla ett annat avtal",
            "Töm cellen, eller ändra form.",
        ),
        (
            "s.complete->>'Gäller till och med' < s.complete->>'Gäller från'",
            "Gäller till och med",
            "sista dagen ligger före första dagen",
            "Ändra någon av dagarna.",
        ),
    ),
    afterwards=(
        "UPDATE contracts_contract i SET mirrors_id = (SELECT r.id FROM contracts_contract r WHERE r.number ="
        " s.complete->>'Speglar avtal') FROM base_stagedrow s WHERE i.id = s.target_id AND"
        f" {OF_CONTRACTS} IN ('new', 'changed') AND (s.changes IS NULL OR s.changes ? 'Speglar avtal')",
        "INSERT INTO contracts_contractperiod (contract_id, valid, note, end_reason, correction_reason)"
        f" SELECT s.target_id, {PERIOD_OF_ROW}, '', '', '' FROM base_stagedrow s WHERE {OF_CONTRACTS} = 'new'",
        f"UPDATE contracts_contractperiod p SET valid = {PERIOD_OF_ROW} FROM base_stagedrow s, LATERAL"
        " (SELECT q.id FROM contracts_contractperiod q WHERE q.contract_id = s.target_id"
        " ORDER BY (q.valid @> %(day)s::date) DESC, lower(q.valid) DESC LIMIT 1) c"
        f" WHERE p.id = c.id AND {OF_CONTRACTS} = 'changed'"
        " AND s.changes ?| ARRAY['Gäller från', 'Gäller till och med']",
    ),
)
CONTRACT_UNITS = Sheet(
    "Avtalsenheter",
    "Vilka enheter som omfattas av vilket avtal.",
    (
        Field("Avtal", "contract_id", "reference", required=True, reference=CONTRACT),
        Field("Enhet", "unit_id", "reference", required=True, reference=UNIT),
    ),
    "(SELECT r.number FROM contracts_contract r WHERE r.id = sp.contract_id) || '/' ||"
    " (SELECT r.key FROM organisation_unit r WHERE r.id = sp.unit_id)",
    spell="contracts_contractunit",
    key_parts=("Avtal", "Enhet"),
    ends=True,
)
SETS = Sheet(
    "Kravsamlingar",
    "Dokument som ställer krav.",
    (
        Field("Kod", "code", on="identity", required=True, longest=60),
        Field("Benämning", "name", on="identity", required=True, longest=200),
        Field("Källa", "source", "choice", on="identity", required=True, choices=words(RequirementSet.Source.choices)),
        Field("Nämnd", "board_id", "reference", on="identity", reference=BOARD),
    ),
    "i.code",
    "contracts_requirementset",
    key_name="Kod",
)
REQUIREMENTS = Sheet(
    "Krav",
    "Kraven i samlingarna, med den lydelse som gäller.",
    (
        Field("Kravsamling", "requirement_set_id", "reference", on="identity", required=True, reference=SET),
        Field("Kod", "code", on="identity", required=True, longest=60),
        Field("Kvalitetsområde", "quality_area_id", "reference", on="identity", required=True, reference=QUALITY_AREA),
        Field(
            "Slag", "dimension", "choice", on="identity", required=True, choices=words(Requirement.Dimension.choices)
        ),
        Field("Lydelse", "text", required=True, longest=30_000),
        Field("Var det står", "source_ref"),
    ),
    "(SELECT r.code FROM contracts_requirementset r WHERE r.id = i.requirement_set_id) || '/' || i.code",
    "contracts_requirement",
    "contracts_requirementversion",
    "requirement_id",
    key_parts=("Kravsamling", "Kod"),
    ends=True,
)
ADOPTIONS = Sheet(
    "Antagna krav",
    "Vilka kravsamlingar som gäller för vilket avtal.",
    (
        Field("Avtal", "contract_id", "reference", required=True, reference=CONTRACT),
        Field("Kravsamling", "requirement_set_id", "reference", required=True, reference=SET),
        Field("Lydelse per", "wording_date", "day", nullable=True),
    ),
    "(SELECT r.number FROM contracts_contract r WHERE r.id = sp.contract_id) || '/' ||"
    " (SELECT r.code FROM contracts_requirementset r WHERE r.id = sp.requirement_set_id)",
    spell="contracts_adoption",
    key_parts=("Avtal", "Kravsamling"),
    ends=True,
)
EVENT_KINDS = words(Event.Kind.choices)
COMPLAINTS = Sheet(
    "Klagomål",
    "Synpunkter och klagomål. Skriv så att ingen enskild kan kännas igen.",
    (
        Field("Slag", "kind", "choice", on="identity", required=True, choices=EVENT_KINDS),
        Field("Ärendenummer", "reference", on="identity", required=True, longest=60),
        Field("Nämnd", "board_id", "reference", on="identity", required=True, reference=BOARD),
        Field("Enhet", "unit_id", "reference", on="identity", required=True, reference=UNIT),
        Field("Kom in", "registered_date", "day", on="identity", required=True),
        Field("Inträffade", "occurred_date", "day", on="identity", nullable=True),
        Field("Kategori", "category_id", "reference", on="identity", reference=CATEGORY),
        Field("Allvarlighet", "severity", "number", on="identity", highest=4, default=2),
        Field("Från", "source", "choice", on="identity", choices=words(Event.Source.choices), default="annan"),
        Field("Formellt", "is_formal", "yes_no", on="identity"),
        Field("Vad som framfördes", "text", on="identity", longest=30_000),
        Field("Hur det hanterades", "handled", on="identity", longest=30_000),
        Field("Avslutad", "closed_date", "day", on="identity", nullable=True),
    ),
    f"CASE i.kind {' '.join(f"WHEN '{code}' THEN '{word}'" for word, code in EVENT_KINDS.items())} END"
    " || '/' || i.reference",
    "registers_event",
    key_parts=("Slag", "Ärendenummer"),
    personal=True,
    stamped={"import_run_id": "%(run)s", "created_by_id": "%(by)s"},
    checks=(
        (
            "s.complete->>'Kom in' < s.complete->>'Inträffade'",
            "Inträffade",
            "det kan inte ha inträffat efter den dag då det kom in",
            "Ändra någon av dagarna.",
        ),
        (
            "s.complete->>'Avslutad' < s.complete->>'Kom in'",
            "Avslutad",
            "det kan inte vara avslutat före den dag då det kom in",
            "Ändra någon av dagarna.",
        ),
        (
            "(s.complete->>'Allvarlighet')::int < 1",
            "Allvarlighet",
            "allvarligheten är 1 till 4",
            "Skriv 1, 2, 3 eller 4.",
        ),
    ),
    afterwards=(
        "UPDATE registers_event e SET contract_id = c.contract_id FROM base_stagedrow s, LATERAL"
        " (SELECT min(u.contract_id) AS contract_id FROM contracts_contractunit u JOIN registers_event v"
        " ON v.unit_id = u.unit_id AND u.valid @> v.registered_date WHERE v.id = s.target_id HAVING count(*) = 1) c"
        f" WHERE e.id = s.target_id AND {OF_CONTRACTS} = 'new'",
    ),
)
SHEETS = {
    sheet.name: sheet
    for sheet in (
        BOARDS, AREAS, PROVIDERS, UNITS, CONTRACTS, CONTRACT_UNITS, SETS, REQUIREMENTS, ADOPTIONS, COMPLAINTS,
    )
}  # fmt: skip
