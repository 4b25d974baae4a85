"""What columns of several sheets name: the key of a row on another sheet, or in a table that has none."""

from insyn.base.imports.sheets import Reference

BOARD = Reference("organisation_board", sheet="Nämnder")
AREA = Reference("organisation_servicearea", sheet="Områden")
PROVIDER = Reference("organisation_provider", sheet="Utförare")
ASSIGNMENT = Reference("organisation_serviceassignment")
UNIT = Reference("organisation_unit", sheet="Enheter")
CONTRACT = Reference("contracts_contract", key="number", sheet="Avtal")
SET = Reference("contracts_requirementset", key="code", sheet="Kravsamlingar")
QUALITY_AREA = Reference("organisation_qualityarea", key="code")
CATEGORY = Reference("registers_category", key="code")

# SQL: what became of a staged row of the sheet that is being written; a comparison follows.
OUTCOME = "s.run_id = %(run)s AND s.sheet = %(sheet)s AND s.outcome"


def words(choices: list[tuple[str, str]]) -> dict[str, str]:
    return {str(word): str(code) for code, word in choices}
