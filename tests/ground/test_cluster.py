"""The embedded database survives what happens to databases on people's machines."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from config.postgres import Cluster, PostgresError, processes, roles
from config.postgres.account import Account, server_account
from config.postgres.birth import SUPERUSER
from config.postgres.sockets import private

UNSAFE = ("fsync=off",)


def a_cluster(folder: Path, major: int = 18) -> Cluster:
    return Cluster(folder / "postgres", major=major, settings=UNSAFE)


def postmaster(cluster: Cluster) -> int:
    pid = processes.postmaster(cluster.data)
    assert pid is not None
    return pid


def remember(cluster: Cluster, word: str) -> None:
    with cluster.connect(roles.OWNER, roles.DATABASE) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS word (word text)")
        connection.execute("INSERT INTO word VALUES (%s)", [word])


def remembered(cluster: Cluster) -> list[str]:
    with cluster.connect(roles.OWNER, roles.DATABASE) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM word")]


@pytest.mark.parametrize("major", [16, 18])
def test_what_was_written_is_there_after_a_stop_and_a_start(folder: Path, major: int) -> None:
    with a_cluster(folder, major).used() as cluster:
        remember(cluster, "kvar")
        with cluster.connect() as connection:
            assert connection.info.server_version // 10000 == major
    assert processes.servers_in(cluster.data) == []
    # The data decides which version reads it, whatever is newest by then.
    with a_cluster(folder, 18).used() as cluster:
        assert remembered(cluster) == ["kvar"]


def test_a_killed_server_is_started_again_and_has_kept_what_was_committed(folder: Path) -> None:
    with a_cluster(folder).used() as cluster:
        remember(cluster, "kvar")
        os.kill(postmaster(cluster), signal.SIGKILL)
        while cluster.is_alive():
            time.sleep(0.01)
        cluster.start()
        assert remembered(cluster) == ["kvar"]


def test_a_pid_that_somebody_else_has_got_does_not_hinder_a_start(folder: Path) -> None:
    with a_cluster(folder).used() as cluster:
        pass
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        (cluster.data / "postmaster.pid").write_text(f"{stranger.pid}\n{cluster.data}\n0\n5432\n{cluster.sockets}\n\n")
        with a_cluster(folder).used() as again:
            assert again.is_answering()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_the_last_user_stops_the_server_and_not_the_first(folder: Path) -> None:
    first, second = a_cluster(folder), a_cluster(folder)
    with first.used():
        entered = second.used()
        entered.__enter__()
    assert second.is_answering()
    entered.__exit__(None, None, None)
    assert not second.is_answering()


def test_a_first_start_that_was_killed_leaves_nothing_in_the_way(folder: Path) -> None:
    with a_cluster(folder).used() as cluster:
        pass
    half_made = cluster.folder / "new-killed"
    cluster.data.rename(half_made)
    (half_made / "PG_VERSION").unlink()
    with a_cluster(folder).used() as cluster:
        assert cluster.is_answering()
    assert not half_made.exists()


def test_a_long_path_gets_a_short_private_folder_for_its_socket(folder: Path) -> None:
    deep = folder.joinpath(*["en lång väg med å, ä och ö"] * 5)
    with a_cluster(deep).used() as cluster:
        assert cluster.is_answering()
        assert not cluster.sockets.is_relative_to(folder)
        assert stat.S_IMODE(cluster.sockets.stat().st_mode) == 0o700
    cluster.sockets.rmdir()


def test_a_folder_that_belongs_to_somebody_else_is_refused(folder: Path) -> None:
    deep = folder.joinpath(*["en lång väg"] * 12)
    taken = a_cluster(deep).sockets
    taken.symlink_to(folder)
    try:
        with pytest.raises(PostgresError, match="belongs to somebody else"), a_cluster(deep).used():
            pass
    finally:
        taken.unlink()


def test_a_folder_has_its_owner_before_it_has_its_name(folder: Path) -> None:
    """Two processes that start at once must never see a folder that is not yet the server's."""
    seen = []

    class Watched(Account):
        def own(self, path: Path) -> None:
            seen.append((folder / "postgres").exists())
            super().own(path)

    account = server_account(folder)
    private(folder / "postgres", Watched(account.uid, account.gid, account.name))
    assert seen == [False]
    made = (folder / "postgres").stat()
    assert (made.st_uid, stat.S_IMODE(made.st_mode)) == (account.uid, 0o700)


def test_a_folder_that_somebody_else_made_meanwhile_is_used(folder: Path) -> None:
    account, theirs = server_account(folder), folder / "postgres"

    class Slower(Account):
        def own(self, path: Path) -> None:
            super().own(path)
            theirs.mkdir(mode=0o700)
            super().own(theirs)
            (theirs / "users.lock").touch()

    private(folder / "postgres", Slower(account.uid, account.gid, account.name))
    assert [path.name for path in theirs.iterdir()] == ["users.lock"]
    assert list(folder.iterdir()) == [theirs]


def test_nobody_gets_in_by_network_and_no_other_account_by_the_socket(folder: Path) -> None:
    with a_cluster(folder).used() as cluster:
        rules = (cluster.data / "pg_hba.conf").read_text().splitlines()
        assert rules == ["local all all peer map=insyn", "local replication all reject", "host all all all reject"]
        with cluster.connect() as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
            assert connection.execute("SELECT count(*) FROM pg_hba_file_rules WHERE error IS NOT NULL").fetchone() == (
                0,
            )


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can try as another account")
def test_another_account_is_refused_even_with_the_socket_open_to_it(folder: Path) -> None:
    with a_cluster(folder).used() as cluster:
        for path in (cluster.folder, cluster.sockets):
            path.chmod(0o755)
        (socket,) = cluster.sockets.glob(".s.PGSQL.5432")
        socket.chmod(0o777)
        stranger = subprocess.run(
            [sys.executable, "-c", CONNECTING, cluster.url(SUPERUSER, "postgres")],
            capture_output=True,
            text=True,
            check=False,
        )
        assert "eer authentication failed" in stranger.stderr


# The interpreter may lie in root's closed folder: it starts as root, and is somebody else when it connects.
CONNECTING = "import os, psycopg, sys; os.setuid(65533); psycopg.connect(sys.argv[1])"


def test_the_application_owns_nothing(folder: Path) -> None:
    with a_cluster(folder).used() as cluster:
        remember(cluster, "ägarens")
        with (
            cluster.connect(roles.APP, roles.DATABASE) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute("SELECT * FROM word")
