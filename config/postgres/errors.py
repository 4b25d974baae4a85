"""What goes wrong with the embedded database, said with a remedy."""


class PostgresError(Exception):
    """The embedded PostgreSQL cannot do what was asked; the text says why and what to do."""
