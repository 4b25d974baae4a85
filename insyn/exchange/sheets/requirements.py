"""Sets of requirements, the requirements in them, and which contracts have adopted them."""

from insyn.base.imports.sheets import Field, Sheet
from insyn.contracts.models import Requirement, RequirementSet
from insyn.exchange.sheets.references import BOARD, CONTRACT, QUALITY_AREA, SET, words

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
