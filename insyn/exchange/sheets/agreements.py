"""Contracts with the period that holds, and which units they cover."""

from insyn.base.imports.sheets import Field, Sheet
from insyn.contracts.models import Contract
from insyn.exchange.sheets.references import AREA, BOARD, CONTRACT, OUTCOME, PROVIDER, UNIT, words

PERIOD = (
    "LEFT JOIN LATERAL (SELECT p.* FROM contracts_contractperiod p WHERE p.contract_id = i.id"
    " ORDER BY (p.valid @> %(day)s::date) DESC, lower(p.valid) DESC LIMIT 1) sp ON true"
)
START = "COALESCE((s.complete->>'Gäller från')::date, %(day)s::date)"
PERIOD_OF_ROW = f"daterange({START}, (s.complete->>'Gäller till och med')::date + 1)"
PERIOD_NOW = (
    "SELECT q.id FROM contracts_contractperiod q WHERE q.contract_id = s.target_id"
    " ORDER BY (q.valid @> %(day)s::date) DESC, lower(q.valid) DESC LIMIT 1"
)
IS_MOVED = "s.changes ?| ARRAY['Gäller från', 'Gäller till och med']"
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
            f"(s.complete->>'Gäller till och med')::date < {START}",
            "Gäller till och med",
            "sista dagen ligger före första dagen",
            "Ändra någon av dagarna.",
        ),
        (
            "s.changes ? 'Gäller från' AND s.complete->>'Gäller från' IS NULL",
            "Gäller från",
            "en avtalsperiod har alltid en första dag",
            "Skriv periodens första dag.",
        ),
        (
            f"{IS_MOVED} AND EXISTS (SELECT FROM contracts_contractperiod p WHERE p.contract_id = s.target_id"
            f" AND p.id <> ({PERIOD_NOW}) AND p.valid && CASE WHEN (s.complete->>'Gäller till och med')::date < {START}"
            f" THEN 'empty' ELSE {PERIOD_OF_ROW} END)",
            "Gäller från",
            "perioden överlappar en annan period för samma avtal",
            "Ändra dagarna, eller rätta den andra perioden på avtalets sida.",
        ),
    ),
    afterwards=(
        "UPDATE contracts_contract i SET mirrors_id = (SELECT r.id FROM contracts_contract r WHERE r.number ="
        " s.complete->>'Speglar avtal') FROM base_stagedrow s WHERE i.id = s.target_id AND"
        f" {OUTCOME} IN ('new', 'changed') AND (s.changes IS NULL OR s.changes ? 'Speglar avtal')",
        "INSERT INTO contracts_contractperiod (contract_id, valid, note, end_reason, correction_reason)"
        f" SELECT s.target_id, {PERIOD_OF_ROW}, '', '', '' FROM base_stagedrow s WHERE {OUTCOME} = 'new'",
        f"UPDATE contracts_contractperiod p SET valid = {PERIOD_OF_ROW} FROM base_stagedrow s, LATERAL"
        f" ({PERIOD_NOW}) c WHERE p.id = c.id AND {OUTCOME} = 'changed' AND {IS_MOVED}",
        # A contract that had no period gets its first one.
        "INSERT INTO contracts_contractperiod (contract_id, valid, note, end_reason, correction_reason)"
        f" SELECT s.target_id, {PERIOD_OF_ROW}, '', '', '' FROM base_stagedrow s WHERE {OUTCOME} = 'changed'"
        f" AND {IS_MOVED} AND NOT EXISTS ({PERIOD_NOW})",
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
