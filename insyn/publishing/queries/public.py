"""What residents read. Nothing here takes a scope: it gives only published versions."""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchRank
from django.db.models import Exists, F, OuterRef, QuerySet

from insyn.base.search import prefix_query
from insyn.casework.models import Action, Finding, FollowUpTarget
from insyn.organisation.models import Board, ServiceArea, Unit, UnitSpell
from insyn.planning.models import FollowUpKind
from insyn.publishing.models import Publication, PublicVersion

KINDS = {str(code): str(word) for code, word in FollowUpKind.choices}


def published() -> "QuerySet[PublicVersion]":
    """The one version of each follow-up that is out, newest first."""
    rows: QuerySet[PublicVersion] = PublicVersion.objects.filter(state=PublicVersion.State.PUBLISHED)
    rows = rows.select_related("publication__follow_up__board").defer("tree", "search")
    return rows.order_by("-publication__published_at", "-pk")


@dataclass(frozen=True)
class Search:
    """What a visitor looks for."""

    text: str = ""
    board: str = ""
    area: str = ""
    kind: str = ""
    year: int | None = None


def found(search: Search) -> "QuerySet[PublicVersion]":
    rows = published()
    query = prefix_query(search.text)
    if query is not None:
        rows = rows.filter(search=query).annotate(rank=SearchRank(F("search"), query)).order_by("-rank", "-pk")
    if search.board:
        rows = rows.filter(publication__follow_up__board__slug=search.board)
    if search.kind:
        rows = rows.filter(publication__follow_up__kind=search.kind)
    if search.year:
        rows = rows.filter(publication__published_at__year=search.year)
    if search.area:
        targets = FollowUpTarget.objects.filter(unit_spell__area__slug=search.area)
        rows = rows.filter(Exists(targets.filter(follow_up=OuterRef("publication__follow_up"))))
    return rows


def years() -> list[int]:
    rows = Publication.objects.filter(versions__state=PublicVersion.State.PUBLISHED)
    return [day.year for day in rows.dates("published_at", "year", order="DESC")]


def boards() -> "QuerySet[Board]":
    rows: QuerySet[Board] = Board.objects.order_by("name")
    return rows


def areas() -> "QuerySet[ServiceArea]":
    rows: QuerySet[ServiceArea] = ServiceArea.objects.order_by("name")
    return rows


def units_of(publication: Publication) -> "QuerySet[UnitSpell]":
    """The units that the follow-up examined, named as they were then."""
    rows: QuerySet[UnitSpell] = UnitSpell.objects.filter(
        pk__in=publication.follow_up.targets.filter(unit_spell__isnull=False).values("unit_spell")
    )
    return rows.select_related("unit").order_by("name")


def versions_of_unit(unit: Unit) -> "QuerySet[PublicVersion]":
    targets = FollowUpTarget.objects.filter(unit=unit, follow_up=OuterRef("publication__follow_up"))
    return published().filter(Exists(targets))


@dataclass(frozen=True)
class Mending:
    """How far the mending has come, in words and numbers without anybody's own text."""

    deficiencies: int
    mended: int
    rows: tuple[tuple[str, str, str], ...]


STATES = {
    Action.State.PROPOSED: "föreslagen",
    Action.State.ACCEPTED: "godtagen, pågår",
    Action.State.DONE: "genomförd enligt utföraren",
    Action.State.VERIFIED: "genomförd och bekräftad",
}


def mending_of(publication: Publication) -> Mending:
    """What the provider must do and has done, as it stands today: which deficiency, by when, how far."""
    follow_up = publication.follow_up
    findings = Finding.objects.filter(follow_up=follow_up, kind=Finding.Kind.DEFICIENCY).exclude(state="withdrawn")
    states = list(findings.values_list("state", flat=True))
    actions = Action.objects.filter(plan__follow_up=follow_up, state__in=STATES, plan__state="accepted")
    rows = tuple(
        (
            ", ".join(str(number) for number in sorted({cause.finding.number for cause in each.causes.all()})),
            f"{each.due_date:%Y-%m-%d}",
            STATES[Action.State(each.state)],
        )
        for each in actions.prefetch_related("causes__finding").order_by("due_date", "pk")
    )
    return Mending(len(states), states.count(Finding.State.CLOSED), rows)
