"""The dated rows of contracts and requirements, as the common acts know them."""

from insyn.base.spells import Dated
from insyn.contracts.models import ContractPeriod, RequirementVersion

PERIODS = Dated(ContractPeriod, "contract", ("end_reason",))
WORDINGS = Dated(RequirementVersion, "requirement")
