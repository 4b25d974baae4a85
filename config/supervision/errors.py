"""Why a start is refused, said with a remedy."""


class StartRefused(Exception):
    """What hinders, and what to do about it."""
