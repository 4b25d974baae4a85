"""What contracts say, read as of a day."""

from insyn.contracts.queries.requirements import ValidRequirement, adopted_on, requirements_of, requirements_on

__all__ = ["ValidRequirement", "adopted_on", "requirements_of", "requirements_on"]
