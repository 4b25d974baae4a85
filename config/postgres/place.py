"""Where the cluster lies: in the data folder, or below /var/lib/insyn where its account could not get in."""

import tempfile
from pathlib import Path

from config.postgres.account import server_account
from config.postgres.installation import SHARED


def place_of(data: Path) -> Path:
    """The cluster's folder as it is now; a link is followed, for a socket's address must be short."""
    return (data / "postgres").resolve()


def make_place(data: Path) -> Path:
    """Decide where the cluster of this data folder is to lie, once; later starts find it by the link."""
    link = data / "postgres"
    if link.exists():
        return link.resolve()
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    account = server_account(link)
    if account.can_enter(data):
        return link.resolve()
    SHARED.mkdir(parents=True, exist_ok=True, mode=0o755)
    elsewhere = Path(tempfile.mkdtemp(prefix="cluster-", dir=SHARED))
    account.own(elsewhere)
    link.unlink(missing_ok=True)  # A link whose target was removed.
    link.symlink_to(elsewhere)
    return elsewhere
