"""What a row of another system's export may tell, and under which headings it is looked for."""

from collections.abc import Sequence

from insyn.base.bulk.columns import BulkField
from insyn.registers.models import Event

YES_NO = {"ja": "t", "nej": "f"}


def _words(choices: Sequence[tuple[str, str]]) -> dict[str, str]:
    return {str(label): str(code) for code, label in choices}


EVENT_FIELDS: tuple[BulkField, ...] = (
    BulkField(name="reference", label="Ärendenummer", kind="key", is_required=True, longest=60,
              synonyms=("id", "nr", "ärende", "ärendeid", "ärende-id", "ärendenr", "avvikelsenr", "avvikelsenummer",
                        "avvikelse-id", "diarienummer"),
              help_text="Det som skiljer en rad från alla andra i källsystemet."),
    BulkField(name="unit", label="Enhet", kind="unit", is_required=True,
              synonyms=("enhetsnamn", "verksamhet", "arbetsplats", "avdelning", "unit", "enhetskod"),
              help_text="Enhetens nyckel eller namn. Andra koder kopplas i nästa steg."),
    BulkField(name="registered_date", label="Registrerad", kind="day", is_required=True,
              synonyms=("registrerat", "registreringsdatum", "kom in", "inkom", "datum", "skapad", "rapporterad")),
    BulkField(name="occurred", label="Inträffade", kind="moment",
              synonyms=("händelsedatum", "händelsetid", "inträffat", "tidpunkt", "hände")),
    BulkField(name="kind", label="Slag", kind="choice", choices=_words(Event.Kind.choices),
              synonyms=("typ", "ärendetyp"),
              help_text="Lämnas det tomt är alla rader avvikelser."),
    BulkField(name="basis", label="Lagrum", kind="choice", choices=_words(Event.Basis.choices), synonyms=("lag",)),
    BulkField(name="board", label="Nämnd", kind="board",
              help_text="Lämna tomt så avgörs den av enhetens område den dag det hände."),
    BulkField(name="category", label="Kategori", kind="code", longest=200,
              synonyms=("händelsetyp", "avvikelsetyp", "orsakskod", "kategorikod", "område")),
    BulkField(name="severity", label="Allvarlighet", kind="scale",
              synonyms=("allvarlighetsgrad", "konsekvens", "grad", "allvarsgrad")),
    BulkField(name="likelihood", label="Sannolikhet", kind="scale", synonyms=("sannolikhet för upprepning",)),
    BulkField(name="source", label="Från", kind="choice", choices=_words(Event.Source.choices),
              synonyms=("rapportör", "uppgiftslämnare")),
    BulkField(name="is_formal", label="Formellt", kind="yes_no"),
    BulkField(name="text", label="Vad som hände", longest=30_000,
              synonyms=("beskrivning", "händelsebeskrivning", "händelse", "vad som framfördes", "text")),
    BulkField(name="cause", label="Orsak", longest=30_000, synonyms=("bakomliggande orsak", "orsaker")),
    BulkField(name="action", label="Åtgärd", longest=30_000, synonyms=("åtgärder", "vidtagen åtgärd")),
    BulkField(name="action_date", label="Åtgärd registrerad", kind="day",
              synonyms=("åtgärdsdatum", "åtgärdad", "åtgärd registrerad den")),
    BulkField(name="responsible", label="Ansvarig funktion", longest=100, synonyms=("ansvarig", "handläggare"),
              help_text="Funktion eller roll, inte namn."),
    BulkField(name="handled", label="Hur det hanterades", longest=30_000, synonyms=("resultat", "uppföljning")),
    BulkField(name="closed_date", label="Avslutad", kind="day",
              synonyms=("avslutad den", "avslutsdatum", "avslutat", "klar")),
    BulkField(name="lex_sarah", label="Lex Sarah", kind="yes_no", synonyms=("lexsarah",)),
    BulkField(name="lex_maria", label="Lex Maria", kind="yes_no", synonyms=("lexmaria",)),
)  # fmt: skip

VOLUME_FIELDS: tuple[BulkField, ...] = (
    BulkField(name="unit", label="Enhet", kind="unit", is_required=True,
              synonyms=("enhetsnamn", "verksamhet", "enhetskod")),
    BulkField(name="period", label="Period", kind="period", is_required=True, synonyms=("kvartal", "månad", "år"),
              help_text="Kvartal (2025K3), månad (2025-09) eller år. Två kolumner sätts ihop."),
    BulkField(name="persons", label="Personer", kind="decimal", synonyms=("antal personer", "brukare")),
    BulkField(name="client_days", label="Vårddygn", kind="decimal", synonyms=("dygn", "boendedygn")),
    BulkField(name="staff_hours", label="Personaltimmar", kind="decimal", synonyms=("timmar", "arbetade timmar")),
    BulkField(name="hours_per_day", label="Personaltimmar per vårddygn", kind="decimal", synonyms=("timmar per dygn",)),
)  # fmt: skip

FIELDS = {"events": EVENT_FIELDS, "volumes": VOLUME_FIELDS}
