"""Complaints and opinions."""

from insyn.base.imports.sheets import Field, Sheet
from insyn.exchange.sheets.references import BOARD, CATEGORY, OUTCOME, UNIT, words
from insyn.registers.models import Event

# What the register's own workbook brings; other systems' exports come by the import of events.
KINDS = (Event.Kind.COMPLAINT, Event.Kind.OPINION, Event.Kind.DEVIATION)
EVENT_KINDS = words([(kind.value, kind.label) for kind in KINDS])
COMPLAINTS = Sheet(
    "Klagomål",
    "Synpunkter och klagomål. Skriv så att ingen enskild kan kännas igen.",
    (
        Field("Slag", "kind", "choice", on="identity", required=True, choices=EVENT_KINDS),
        Field("Ärendenummer", "reference", on="identity", required=True, longest=60),
        Field("Nämnd", "board_id", "reference", on="identity", required=True, reference=BOARD),
        Field("Enhet", "unit_id", "reference", on="identity", required=True, reference=UNIT),
        Field("Kom in", "registered_date", "day", on="identity", required=True),
        Field("Inträffade", "occurred_date", "day", on="identity", nullable=True),
        Field("Kategori", "category_id", "reference", on="identity", reference=CATEGORY),
        Field("Allvarlighet", "severity", "number", on="identity", highest=4, default=2),
        Field("Från", "source", "choice", on="identity", choices=words(Event.Source.choices), default="annan"),
        Field("Formellt", "is_formal", "yes_no", on="identity"),
        Field("Vad som framfördes", "text", on="identity", longest=30_000),
        Field("Hur det hanterades", "handled", on="identity", longest=30_000),
        Field("Avslutad", "closed_date", "day", on="identity", nullable=True),
    ),
    f"CASE i.kind {' '.join(f"WHEN '{code}' THEN '{word}'" for word, code in EVENT_KINDS.items())} END"
    " || '/' || i.reference || CASE WHEN i.system_id IS NULL THEN '' ELSE '@' || i.system_id END",
    "registers_event",
    key_parts=("Slag", "Ärendenummer"),
    personal=True,
    stamped={"import_run_id": "%(run)s", "created_by_id": "%(by)s"},
    checks=(
        (
            "s.complete->>'Kom in' < s.complete->>'Inträffade'",
            "Inträffade",
            "det kan inte ha inträffat efter den dag då det kom in",
            "Ändra någon av dagarna.",
        ),
        (
            "s.complete->>'Avslutad' < s.complete->>'Kom in'",
            "Avslutad",
            "det kan inte vara avslutat före den dag då det kom in",
            "Ändra någon av dagarna.",
        ),
        (
            "(s.complete->>'Allvarlighet')::int < 1",
            "Allvarlighet",
            "allvarligheten är 1 till 4",
            "Skriv 1, 2, 3 eller 4.",
        ),
    ),
    afterwards=(
        "UPDATE registers_event e SET contract_id = c.contract_id FROM base_stagedrow s, LATERAL"
        " (SELECT min(u.contract_id) AS contract_id FROM contracts_contractunit u JOIN registers_event v"
        " ON v.unit_id = u.unit_id AND u.valid @> v.registered_date WHERE v.id = s.target_id HAVING count(*) = 1) c"
        f" WHERE e.id = s.target_id AND {OUTCOME} = 'new'",
    ),
)
