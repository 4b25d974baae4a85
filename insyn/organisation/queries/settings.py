"""What is decided: quality areas and deadlines, with what holds on a day first."""

import datetime as dt
from dataclasses import dataclass

from insyn.base.periods import is_valid_on, last_day
from insyn.organisation.models import Deadline, QualityArea

WORDS = {
    "factual_check": "Faktagranskning av utkast",
    "action_plan": "Åtgärdsplan från utföraren",
    "document_request": "Begärda handlingar",
    "new_contract": "Uppföljning av nytt avtal",
    "urgent_confirm": "Bekräftelse av akut underrättelse",
    "urgent_repeat": "Ny påminnelse om akut underrättelse",
    "effect_check": "Kontroll av effekt",
    "event_registered": "Registrering av det som inträffat",
    "event_action": "Åtgärd registrerad",
    "event_closed": "Avslut av avvikelse",
    "complaint_answered": "Svar på klagomål",
    "lex_sarah_assessed": "Lex Sarah: bedömning",
    "lex_sarah_investigated": "Lex Sarah: utredning",
    "lex_sarah_sent": "Lex Sarah: anmälan till IVO",
    "lex_maria_assessed": "Lex Maria: bedömning",
    "lex_maria_sent": "Lex Maria: anmälan till IVO",
    "person_informed": "Information till den enskilde",
    "signal_weighed": "Vägning av signal",
    "accessibility_feedback": "Svar på synpunkter om tillgänglighet",
}


@dataclass(frozen=True)
class QualityAreaRow:
    area: QualityArea
    start: dt.date
    last: dt.date | None
    is_used: bool


@dataclass(frozen=True)
class DeadlineRow:
    deadline: Deadline
    word: str
    board: str
    length: str
    start: dt.date
    last: dt.date | None
    holds: bool

    @property
    def is_common(self) -> bool:
        return self.deadline.board_id is None


def quality_areas(day: dt.date) -> list[QualityAreaRow]:
    rows = QualityArea.objects.order_by("order", "name")
    return [QualityAreaRow(row, row.valid.lower, last_day(row.valid), is_valid_on(row.valid, day)) for row in rows]


def deadline_word(code: str) -> str:
    return WORDS.get(code, code)


def deadlines(day: dt.date) -> list[DeadlineRow]:
    """By what they are for; the one that holds first, then those to come and those that were."""
    rows = [
        DeadlineRow(
            deadline=row,
            word=deadline_word(row.code),
            board=str(row.board) if row.board else "Alla nämnder",
            length=f"{row.amount} {row.get_unit_display()}",
            start=row.valid.lower,
            last=last_day(row.valid),
            holds=is_valid_on(row.valid, day),
        )
        for row in Deadline.objects.select_related("board")
    ]
    return sorted(rows, key=lambda row: (row.word, not row.is_common, row.board, not row.holds, row.start))
