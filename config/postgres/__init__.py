"""An embedded PostgreSQL: our own driver of the binaries that a PyPI package carries.

Read from the top: `cluster` is what others use; `server`, `birth` and `roles` do its work; `sockets`, `place`,
`installation`, `account`, `locks` and `processes` each know one thing about the machine.
"""

from config.postgres.cluster import Cluster
from config.postgres.errors import PostgresError

__all__ = ["Cluster", "PostgresError"]
