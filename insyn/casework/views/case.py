"""What every page of a follow-up begins with: loading within the scope, the powers, and the frame around the part."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from insyn.access.gates import PersonRequest
from insyn.base.conflicts import conflict_page
from insyn.base.refusals import Refusal
from insyn.casework import tabs
from insyn.casework.models import CASE_ROLES, FollowUp, FollowUpTarget, Participation
from insyn.casework.queries.facts import case_counts, case_facts, participations_to_weigh
from insyn.casework.queries.standing import has_conflict, standing_of
from insyn.casework.queries.wording import STAGE_COLORS
from insyn.casework.rules.powers import Act, Standing, holds, is_time_for, may, must_declare_first
from insyn.casework.rules.stages import DONE, REPORTS_IN_BETWEEN, STEPS, TRANSITIONS, CaseFacts, Stage, missing_for


class ConflictNotDeclared(Refusal):
    message = "Pröva först om du är jävig i uppföljningen. Det gör du under Deltagare på översikten."


class IsConflicted(Refusal):
    message = "Du har uppgett jäv i uppföljningen och gör därför inget i den. Be en kollega."
    status = HTTPStatus.FORBIDDEN


class NotNow(Refusal):
    message = "Det går inte att göra i det läge som uppföljningen är i nu."


@dataclass
class Case:
    """A follow-up as one person meets it; what a page has read once is not read again."""

    follow_up: FollowUp
    request: PersonRequest

    @cached_property
    def _weighed(self) -> list[Participation]:
        return participations_to_weigh(self.follow_up.pk, self.request.user.pk)

    @property
    def participations(self) -> list[Participation]:
        return [each for each in self._weighed if each.ended_at is None]

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self.follow_up, self.request.scope, self._weighed)

    @cached_property
    def is_worked_on(self) -> bool:
        """The person works with the follow-up and reads its material; asked of the database only where it is shared."""
        if self.standing.part or self.standing.roles.intersection(CASE_ROLES):
            return True
        return FollowUp.objects.worked_on_by(self.request.scope).filter(pk=self.follow_up.pk).exists()

    @cached_property
    def counts(self) -> dict[str, int]:
        return case_counts(self.follow_up.pk)

    @cached_property
    def facts(self) -> CaseFacts:
        return case_facts(self.follow_up, counts=self.counts, participations=self.participations)

    @cached_property
    def targets(self) -> list[FollowUpTarget]:
        rows = FollowUpTarget.objects.filter(follow_up=self.follow_up).order_by("pk")
        return list(rows.select_related("contract", "unit_spell", "provider_spell"))

    @property
    def mine(self) -> Participation | None:
        return next((each for each in self.participations if each.person_id == self.request.user.pk), None)

    @property
    def must_declare(self) -> bool:
        return bool(self.follow_up.is_open and self.mine and not self.mine.conflict)

    @property
    def stage_color(self) -> str:
        return STAGE_COLORS[self.follow_up.stage]

    def may(self, act: Act | str) -> bool:
        return may(Act(act), self.standing, self.follow_up.stage)

    @property
    def powers(self) -> dict[str, bool]:
        """For templates: {% if case.powers.gather %}"""
        return {act.value: self.may(act) for act in Act}

    @property
    def tab_links(self) -> list[dict[str, Any]]:
        return [
            {"label": tab.label, "url": tabs.address(tab.url_name, self.follow_up.pk), "count": self._count(tab)}
            for tab in tabs.tabs(self.follow_up.kind)
            if self.is_worked_on or not tab.is_material
        ]

    def _count(self, tab: tabs.Tab) -> int | None:
        return (self.counts[tab.count] or None) if tab.count else None

    @property
    def next_step(self) -> dict[str, str] | None:
        """The one primary button: what this person may do next, if it is theirs to do."""
        if self.must_declare:
            return {"label": "Pröva jäv", "url": tabs.address("casework:declaration", self.follow_up.pk)}
        step = self._before_approval or tabs.next_step(self.follow_up.stage)
        if step is None or not self.may(step.act) or self.waits_for_another:
            return None
        url = tabs.address(step.url_name, self.follow_up.pk)
        return {"label": step.label, "url": url} if url != self.request.path else None

    @property
    def _before_approval(self) -> tabs.NextStep | None:
        """Where somebody else approves, the responsible officer's own step: the remarks, or the deficiencies."""
        if self.follow_up.stage not in {Stage.FACTUAL_CHECK, Stage.NEW_ANALYSIS}:
            return None
        if self.counts["open_checks"] or self.counts["undisposed"]:
            return tabs.NextStep("Se faktagranskningen", "casework:factual_checks", Act.FACT_CHECK)
        if self.follow_up.stage == Stage.FACTUAL_CHECK and self.counts["open_deficiencies"]:
            return tabs.NextStep("Begär åtgärdsplan", "casework:action_plan_new", Act.PLAN)
        return None

    @property
    def waits_for_another(self) -> bool:
        """The responsible officer has nothing to press: somebody else approves."""
        is_time = self.follow_up.stage in {Stage.FACTUAL_CHECK, Stage.NEW_ANALYSIS}
        return is_time and self.standing.has_been_responsible and self._before_approval is None

    @property
    def waiting_words(self) -> tuple[str, ...]:
        """What stands in the way of the next stage, said before anybody tries."""
        onward = TRANSITIONS[Stage(self.follow_up.stage)]
        return missing_for(onward[0], replace(self.facts, note="-")) if onward else ()

    @property
    def more_steps(self) -> list[dict[str, str]]:
        """The other ways from here: back to the examination, a report in between, calling off."""
        stage, found = self.follow_up.stage, []
        if stage == Stage.ANALYSING and self.may(Act.MOVE):
            found.append(("Återgå till granskningen", "casework:examination"))
        if stage == Stage.FACTUAL_CHECK and self.may(Act.MOVE):
            found.append(("Återgå till analysen", "casework:analysis"))
        if self.may(Act.MOVE) and self.follow_up.kind in REPORTS_IN_BETWEEN and stage not in DONE:
            found.append(("Delredovisa", "casework:interim_report"))
        if self.may(Act.CALL_OFF):
            found.append(("Ställ in", "casework:call_off"))
        return [{"label": label, "url": tabs.address(name, self.follow_up.pk)} for label, name in found]

    @property
    def steps(self) -> list[dict[str, Any]]:
        stage = Stage(self.follow_up.stage)
        here = next((place for place, (_, stages) in enumerate(STEPS) if stage in stages), -1)
        passed = {change.to_stage for change in self.changes}
        return [
            {"label": label, "state": _state(place, here, bool(passed.intersection(stages)), stage)}
            for place, (label, stages) in enumerate(STEPS)
        ]

    @cached_property
    def changes(self) -> list[Any]:
        return list(self.follow_up.stage_changes.select_related("by"))


def _state(place: int, here: int, was_there: bool, stage: Stage) -> str:
    if place == here:
        return "done" if stage == Stage.CLOSED else "now"
    if place < here or stage == Stage.CALLED_OFF:
        return "done" if was_there or place == 0 else "skipped"
    return "next"


def load_case(request: PersonRequest, pk: int, *, act: Act | None = None) -> Case:
    """The follow-up within the person's scope (else 404), with the power for an act (else 403).

    Raises ConflictNotDeclared, or NotNow when the act belongs to another stage.
    """
    rows = FollowUp.objects.visible_to(request.scope).select_related("board", "plan", "planned", "started_from")
    case = Case(get_object_or_404(rows, pk=pk), request)
    if act is not None:
        require_power(case, act)
    return case


def load_material(request: PersonRequest, pk: int) -> Case:
    """As load_case, for working material: 403 for those who read only what a follow-up came to."""
    case = load_case(request, pk)
    if not case.is_worked_on:
        raise PermissionDenied
    return case


def refuse_conflicted(follow_up_id: int, person_id: int) -> None:
    """For acts that go by role alone; raises IsConflicted."""
    if has_conflict(follow_up_id, person_id):
        raise IsConflicted


def require_standing(case: Case, act: Act) -> None:
    """403 without the role or part or with jäv, a refusal before the answer about it; the stage is not asked."""
    if case.standing.is_conflicted:
        raise IsConflicted
    if not holds(act, case.standing):
        raise PermissionDenied
    if must_declare_first(act, case.standing):
        raise ConflictNotDeclared


def require_power(case: Case, act: Act) -> None:
    require_standing(case, act)
    if not is_time_for(act, case.follow_up.stage):
        raise NotNow


def render_case(
    case: Case, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A page of the follow-up; its template extends casework/case.html."""
    shared = {"case": case, "follow_up": case.follow_up}
    return render(case.request, template, {**shared, **(context or {})}, status=status)


def handle(
    case: Case,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    template: str,
    done: str,
    then: str = "casework:follow_up",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """A form page of a follow-up: shown, refused in its place with what was typed, or done and led onward."""
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(case.request, done)
            return redirect(then, case.follow_up.pk)
    if getattr(form, "clashes", ()):
        back = reverse(then, args=[case.follow_up.pk])
        return conflict_page(case.request, form, title="Två har ändrat samtidigt", cancel=back)  # type: ignore[arg-type]
    return render_case(case, template, {"form": form, **(context or {})}, status=422 if form.errors else 200)
