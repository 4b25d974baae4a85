"""Whether those who were chosen for a reason had deficiencies more often than those whom chance chose, year by year.

The random third alone tells how common deficiencies are; the rest of the draw goes by complaints, signals and what the
commissioners know.
"""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from insyn.base.scope import Scope
from insyn.base.templatetags.swedish import number
from insyn.casework.models import Finding, FollowUp
from insyn.casework.queries.findings import visible_follow_ups
from insyn.planning.models import DrawEntry
from insyn.statistics.proportions import wilson
from insyn.statistics.results import Undecided
from insyn.statistics.risk import HitRate, hit_rates

Picked = DrawEntry.Picked
GROUNDS = (Picked.COMPLAINTS, Picked.COMMISSIONERS, Picked.RANDOM)
# Before that nobody has said what was found.
NOT_YET = (
    FollowUp.Stage.PLANNED,
    FollowUp.Stage.NOTIFIED,
    FollowUp.Stage.PREPARING,
    FollowUp.Stage.EXAMINING,
    FollowUp.Stage.CALLED_OFF,
)


COLUMNS = ("draw_entry__draw__reference_date__year", "draw_entry__picked_as", "examined", "found")


@dataclass(frozen=True)
class Ground:
    """Of one ground for the choice: how many drawn contracts have been examined, and how many had deficiencies."""

    code: str
    examined: int
    found: int

    @property
    def label(self) -> str:
        return str(Picked(self.code).label).capitalize()

    @property
    def share(self) -> str:
        """In per cent, with its interval at 95 per cent (Wilson); nothing of none."""
        made = wilson(self.found, self.examined)
        if isinstance(made, Undecided):
            return ""
        low, high = (number(100 * end) for end in (made.interval.low, made.interval.high))
        return f"{number(100 * self.found / self.examined)} % ({low}–{high} %)"


@dataclass(frozen=True)
class Year:
    year: int
    grounds: tuple[Ground, ...]
    answer: HitRate | Undecided

    @property
    def words(self) -> str:
        if isinstance(self.answer, Undecided):
            return "Det går inte att säga än: på någon av sidorna är ingen granskning färdig."
        return f"{self.answer.describe()}."


def examined(scope: Scope) -> QuerySet[FollowUp]:
    """Follow-ups of drawn contracts in which it has been said what was found."""
    rows: QuerySet[FollowUp] = FollowUp.objects.filter(
        pk__in=visible_follow_ups(scope), draw_entry__picked_as__in=GROUNDS
    ).exclude(stage__in=NOT_YET)
    return rows


def chosen_and_found(scope: Scope) -> list[Year]:
    """The latest year first; in one query."""
    deficiency = Finding.objects.filter(follow_up=OuterRef("pk"), kind=Finding.Kind.DEFICIENCY).exclude(
        state=Finding.State.WITHDRAWN
    )
    rows = (
        examined(scope)
        .annotate(has_deficiency=Exists(deficiency))
        .order_by()
        .values(*COLUMNS[:2])
        .annotate(examined=Count("pk"), found=Count("pk", filter=Q(has_deficiency=True)))
    )
    counts = {(year, code): (examined, found) for year, code, examined, found in rows.values_list(*COLUMNS)}
    years = sorted({year for year, _ in counts}, reverse=True)
    return [_year(year, {code: counts.get((year, code), (0, 0)) for code in GROUNDS}) for year in years]


def _year(year: int, counts: dict[Picked, tuple[int, int]]) -> Year:
    examined, found = counts[Picked.COMPLAINTS]
    by_chance, found_by_chance = counts[Picked.RANDOM]
    (answer,) = hit_rates([year], [found], [examined], [found_by_chance], [by_chance])
    return Year(year, tuple(Ground(code, *counts[code]) for code in GROUNDS), answer)
