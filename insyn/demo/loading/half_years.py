"""The demo's half-yearly compilations: one for each time something was reported, and one that is being written."""

import datetime as dt

from insyn.demo.loading.clock import LAST_DAY, instant
from insyn.demo.loading.people import Cast
from insyn.people.models import Person
from insyn.reporting.actions.approval import approve_report
from insyn.reporting.actions.compiling import begin_compilation
from insyn.reporting.actions.decisions import present_item
from insyn.reporting.actions.meetings import send_to_board
from insyn.reporting.actions.writing import hand_over_draft, save_draft
from insyn.reporting.filling.reported import reported_in
from insyn.reporting.models import DocumentVersion, Meeting
from insyn.reporting.queries.half_years import half_year_of

WRITERS = {"aldre": "anna", "omsorg": "bo"}
SUMMARY = (
    "<p>Uppföljningarna visar att det mesta i avtalen följs. Bristerna gäller främst planering och dokumentation, och "
    "utförarna har börjat åtgärda dem.</p>"
)
TEXTS = {
    "inledning": (
        "<p>Sammanställningen gäller det som har redovisats sedan förra halvåret. Uppföljningar som krävde beslut har "
        "nämnden redan behandlat.</p><p>Utförare i egen regi och privata utförare har följts upp på samma sätt.</p>"
    ),
    "urval": "<p>Urvalet följer nämndens plan och gjordes i tredjedelar.</p>",
    "krav": "<p>Kraven på dokumentation är de som oftast bara är delvis uppfyllda.</p>",
    "brister": "<p>Flera brister har samma orsak: rutinen finns men är inte känd på kvällar och helger.</p>",
    "atgarder": "<p>Åtgärder som har bekräftats följs av en prövning av effekten.</p>",
    "bedomning": (
        "<p>Kvaliteten är i huvudsak god. Nästa halvår bör uppföljningarna pröva om de nya rutinerna har fått "
        "fäste.</p>"
    ),
}
BEGUN = {key: TEXTS[key] for key in ("inledning", "urval")}


def load_half_years(cast: Cast) -> None:
    """Every half-year in which something was reported; the one whose meeting is to come is still being written."""
    for meeting in Meeting.objects.filter(is_half_year=True).select_related("board").order_by("date"):
        half = half_year_of(meeting)
        if not reported_in(meeting.board, half.starts, half.ends):
            continue
        by = cast[WRITERS[meeting.board.key]]
        begun = meeting.deadline_date - dt.timedelta(days=12)
        version = begin_compilation(meeting_id=meeting.pk, starts=half.starts, ends=half.ends, by=by, at=instant(begun))
        if meeting.date > LAST_DAY:
            _save(version, BEGUN, by, instant(begun, 15))
        else:
            _save(version, TEXTS, by, instant(begun + dt.timedelta(days=5)))
            _hand_over(version, meeting, cast, by)


def _save(version: DocumentVersion, texts: dict[str, str], by: Person, at: dt.datetime) -> None:
    save_draft(
        version_id=version.pk,
        sections=texts,
        summary=SUMMARY if texts is TEXTS else "",
        needs_decision=False,
        proposal="",
        by=by,
        at=at,
    )


def _hand_over(version: DocumentVersion, meeting: Meeting, cast: Cast, by: Person) -> None:
    """Approved by the strategist, on its meeting in time, and presented there."""
    last = meeting.deadline_date
    hand_over_draft(version_id=version.pk, by=by, at=instant(last - dt.timedelta(days=4)))
    approve_report(version_id=version.pk, by=cast["sten"], at=instant(last - dt.timedelta(days=2)))
    item = send_to_board(version_id=version.pk, by=by, at=instant(last - dt.timedelta(days=1)))
    present_item(item_id=item.pk, by=cast["siv"], at=instant(meeting.date + dt.timedelta(days=2), 14))
