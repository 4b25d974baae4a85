"""Insyn's settings, with the two packages beside it."""

from config.settings import *  # noqa: F403 - all of them
from config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "bench.tables2", "django_filters", "django_tables2"]
ROOT_URLCONF = "bench.tables2.urls"
