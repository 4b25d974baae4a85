"""The register workbook: which sheets it has, and what their columns are. Sheets that others refer to come first."""

from insyn.exchange.sheets.agreements import CONTRACT_UNITS, CONTRACTS
from insyn.exchange.sheets.events import COMPLAINTS
from insyn.exchange.sheets.operation import AREAS, BOARDS, PROVIDERS, UNITS
from insyn.exchange.sheets.requirements import ADOPTIONS, REQUIREMENTS, SETS

SHEETS = {
    sheet.name: sheet
    for sheet in (
        BOARDS, AREAS, PROVIDERS, UNITS, CONTRACTS, CONTRACT_UNITS, SETS, REQUIREMENTS, ADOPTIONS, COMPLAINTS,
    )
}  # fmt: skip
