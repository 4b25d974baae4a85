"""Loading the demo: the made-up municipality with its register, plans and follow-ups."""

import datetime as dt

from insyn.base.actions import action
from insyn.base.queue import defer
from insyn.demo.catalogue.cases import CASES
from insyn.demo.loading.cases import open_case, plan_cases, play_to_analysis
from insyn.demo.loading.complaints import load_complaints
from insyn.demo.loading.contracts import load_contracts
from insyn.demo.loading.deviations import load_deviations
from insyn.demo.loading.half_years import load_half_years
from insyn.demo.loading.incoming import load_incoming
from insyn.demo.loading.mending import play_to_the_end
from insyn.demo.loading.organisation import load_organisation
from insyn.demo.loading.oversight import load_oversight
from insyn.demo.loading.people import Cast, load_people, load_roles
from insyn.demo.loading.plans import load_drawn, load_meetings, load_plans, load_prepared, load_recipients, load_weights
from insyn.demo.loading.requirements import load_requirements
from insyn.demo.loading.signals import weigh_signals
from insyn.demo.loading.volumes import load_volumes
from insyn.measures.actions.finding import find_all_signals
from insyn.measures.jobs import estimate_expected
from insyn.registers.actions.searching import index_missing_events


@action("Läste in demoåret")
def load_demo_year(*, at: dt.datetime) -> None:
    """Load the demo into an empty database; all of it or nothing."""
    cast = load_register()
    load_work(cast)
    find_all_signals(run_id=None, at=at)
    weigh_signals(cast, at)
    # What chance alone would give is simulated by the worker: the demo need not wait for it.
    defer(estimate_expected, once="now")


def load_register() -> Cast:
    """Everybody, and what there is to follow up."""
    cast = load_people()
    load_organisation()
    load_roles(cast)
    load_requirements()
    load_contracts()
    load_reported(cast)
    return cast


def load_reported(cast: Cast) -> None:
    """What has been reported about the units, and how much care it is seen against."""
    load_complaints()
    load_deviations()
    load_oversight(cast)
    load_volumes()
    load_incoming(cast)
    index_missing_events()


def load_work(cast: Cast) -> None:
    """Plans, meetings, a draw, the follow-ups of two years, and what was compiled of them."""
    plans = load_plans(cast)
    load_weights(cast)
    load_meetings(cast)
    load_recipients(cast)
    load_drawn(plans[2026], cast)
    load_prepared(plans[2026], cast)
    planned = plan_cases(plans, cast)
    for case in sorted(CASES, key=lambda each: each.start):
        played = open_case(case, planned.get(case.title), plans, cast)
        play_to_analysis(played)
        play_to_the_end(played)
    load_half_years(cast)
