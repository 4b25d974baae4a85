"""A process killed while a register is saved leaves all of it or nothing, and the run can be saved again."""

import pytest
from django.utils import timezone

from insyn.base.models import ImportRun
from insyn.exchange import actions
from insyn.exchange.tests.test_snapshots import FOLDER, day_of, load
from insyn.organisation.models import Provider, Unit, UnitSpell
from tests.killing import kill_at_table, run_to_end

pytestmark = pytest.mark.django_db(transaction=True)


def save(run_id: int) -> None:
    actions.save_run(run_id=run_id, boards=None, by=None, at=timezone.now())


def kept() -> tuple[int, int, int]:
    return Unit.objects.count(), UnitSpell.objects.count(), Provider.objects.count()


def test_a_killed_import_leaves_nothing_and_the_next_attempt_all_of_it() -> None:
    path = min(FOLDER.glob("register_snapshot_*.csv"))
    run = load(path, day_of(path), save=False)
    actions.ask_to_save(run_id=run.pk, by=None, at=timezone.now())
    before = kept()
    kill_at_table(save, run.pk, table="organisation_unitspell")
    run.refresh_from_db()
    assert kept() == before
    assert run.state != ImportRun.State.SAVED
    run_to_end(save, run.pk)
    run.refresh_from_db()
    assert run.state == ImportRun.State.SAVED
    units, spells, providers = kept()
    with path.open() as file:
        assert units == spells == sum(1 for _ in file) - 1
    assert providers > 0
