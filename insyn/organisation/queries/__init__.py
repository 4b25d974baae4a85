"""What the register says, read as of a day."""

from insyn.organisation.queries.deadlines import DeadlineNotSet, deadline_on

__all__ = ["DeadlineNotSet", "deadline_on"]
