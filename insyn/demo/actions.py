"""Loading the demo: the made-up municipality with its register, plans and follow-ups."""

import datetime as dt

from insyn.base.actions import action
from insyn.demo.loading.complaints import load_complaints
from insyn.demo.loading.contracts import load_contracts
from insyn.demo.loading.organisation import load_organisation
from insyn.demo.loading.people import load_people, load_roles
from insyn.demo.loading.requirements import load_requirements


@action("Läste in demoåret")
def load_demo_year(*, at: dt.datetime) -> None:
    """Load the demo into an empty database; all of it or nothing."""
    cast = load_people()
    load_organisation()
    load_roles(cast)
    load_requirements()
    load_contracts()
    load_complaints()
