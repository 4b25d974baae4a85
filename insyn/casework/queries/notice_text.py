"""The notice as it is proposed: what is examined, how, and from when."""

from collections.abc import Iterable

from insyn.base.templatetags.swedish import month as month_name
from insyn.casework.models import ChosenArea, FollowUp, FollowUpTarget, Participation
from insyn.casework.rules.stages import GRID_KINDS


def proposed_notice(
    follow_up: FollowUp, targets: Iterable[FollowUpTarget], people: Iterable[Participation]
) -> dict[str, str]:
    """A heading and a text from the template of the kind."""
    kind = follow_up.get_kind_display()
    return {
        "title": f"Avisering: {kind}",
        "text": "\n\n".join(part for part in _parts(follow_up, list(targets), list(people)) if part),
    }


def _parts(follow_up: FollowUp, targets: list[FollowUpTarget], people: list[Participation]) -> list[str]:
    names = ", ".join(str(target) for target in targets[:10]) + (" med flera" if len(targets) > 10 else "")
    return [
        f"{follow_up.board.name} genomför en {follow_up.get_kind_display()}. Den avser {names}.",
        f"Ärendet har diarienummer {follow_up.registry_number}. Grund för urvalet: {follow_up.get_ground_display()}.",
        f"Uppföljningen är planerad till {month_name(follow_up.month)}." if follow_up.month else "",
        _what(follow_up, targets),
        "Vi kan göra både föranmälda och oanmälda besök, samtala med personal och enskilda och begära in handlingar. "
        "Innan rapporten blir klar får ni granska att fakta stämmer.",
        _who(people),
    ]


def _what(follow_up: FollowUp, targets: list[FollowUpTarget]) -> str:
    chosen = ChosenArea.objects.filter(follow_up=follow_up, removed_at__isnull=True).select_related("quality_area")
    names = [each.quality_area.name for each in chosen]
    if names:
        return f"Vi granskar {', '.join(names)}. Det kan ändras under uppföljningen; då får ni besked."
    if follow_up.kind in GRID_KINDS:
        return "Samma frågor ställs till alla enheter som ingår, och resultatet redovisas i en samlad rapport."
    own = any(target.performed_by == FollowUp.PerformedBy.PROVIDER for target in targets)
    own_text = " Ni granskar en del själva; vi väger samman det ni kommer fram till med det vi ser." if own else ""
    return f"Vi granskar hur verksamheten följer kraven i avtalet eller uppdragsbeskrivningen.{own_text}"


def _who(people: list[Participation]) -> str:
    found = [f"{each.person.name} ({each.get_part_display()})" for each in people]
    return f"Uppföljningen görs av {', '.join(found)}." if found else ""
