"""What every test stands on: a database of its own, read and written as the application's role."""

from collections.abc import Iterator

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase

from config.postgres import roles
from tests import database
from tests.environment import CLUSTER, DATABASE, MAJOR, NEWEST

# How long an example takes says what else the machine does, not whether the property holds.
hypothesis.settings.register_profile("insyn", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("insyn")


def pytest_configure() -> None:
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["*"]
    # Django would empty the tables, which the application's role may not: the database is copied anew instead.
    setattr(TransactionTestCase, "_fixture_teardown", _renew)


def _renew(_: TransactionTestCase) -> None:
    connections.close_all()
    database.renew_database(CLUSTER, DATABASE)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On an older PostgreSQL only what asks the database: nothing else can differ."""
    if MAJOR == NEWEST:
        return
    asking = [
        item for item in items if item.get_closest_marker("django_db") or "db" in getattr(item, "fixturenames", ())
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in asking])
    items[:] = asking


@pytest.fixture(scope="session")
def django_db_setup() -> Iterator[None]:
    if settings.DATABASES["default"]["NAME"] != DATABASE:
        pytest.exit("The tests' environment was not loaded: run pytest with the options in pyproject.toml.")
    with database.own_database(CLUSTER, DATABASE):
        yield
        connections.close_all()


@pytest.fixture
def owner_connection(django_db_setup: None) -> Iterator[psycopg.Connection]:
    """The owner of the tables, outside the test's transaction: it sees only what is committed."""
    with psycopg.connect(CLUSTER.url(roles.OWNER, DATABASE), autocommit=True) as connection:
        yield connection
