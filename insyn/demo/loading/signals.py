"""What the demo's events gave reason to look at, as it stands after some weeks: most is weighed, the rest waits."""

import datetime as dt

from insyn.demo.loading.people import Cast
from insyn.measures.actions.weighing import dismiss_signal
from insyn.measures.models import Signal

Rule = Signal.Rule
# How many of each kind still wait; what repeats itself all does.
WAITING = 2
REASONS = {
    Rule.LEX: "Utredningen enligt lex Sarah eller lex Maria täcker det som behöver klarläggas.",
    Rule.SERIOUS: "Enheten har svarat på klagomålet och visat vad som är gjort.",
    Rule.RISK: "Avvikelsen är utredd av enheten och åtgärden är genomförd. Inget liknande har hänt sedan dess.",
}


def weigh_signals(cast: Cast, at: dt.datetime) -> None:
    for rule, reason in REASONS.items():
        found = Signal.objects.filter(rule=rule).order_by("-pk").values_list("pk", flat=True)
        for pk in list(found)[WAITING:]:
            dismiss_signal(signal_id=pk, reason=reason, by=cast["anna"], at=at)
