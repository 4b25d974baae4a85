"""What people report about the care: complaints, opinions, deviations and reports of wrongs."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Coalesce

from insyn.base.history import tracked
from insyn.base.scope import Scope
from insyn.contracts.models import Contract
from insyn.organisation.models import Board, Unit
from insyn.registers.models.categories import Category, SourceCode, SourceSystem

# Who may read what a board has received: it may hold personal data.
EVENT_ROLES = ("strategist", "officer", "medical", "commissioner")


def bulk_key(to: type[models.Model], related_name: str, label: str, **told: Any) -> Any:
    """A reference kept by the database for whole statements at a time (migration bulk_references).

    A foreign key of PostgreSQL is checked a row at a time: five of them take more than half of an import.
    """
    return models.ForeignKey(
        to, models.PROTECT, related_name=related_name, verbose_name=label, db_constraint=False, db_index=False, **told
    )


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, scope: Scope) -> Self:
        """Rows may hold personal data: only the controller board's own people, never a provider."""
        boards = scope.boards_for(*EVENT_ROLES)
        return self.all() if boards is None else self.filter(board_id__in=boards)

    def complaints(self) -> Self:
        return self.filter(kind__in=(Event.Kind.COMPLAINT, Event.Kind.OPINION))

    def standing(self) -> Self:
        """Without those that their source has withdrawn: they are kept, and counted nowhere."""
        return self.filter(withdrawn_date=None)

    def registered_within(self, since: datetime.date, until: datetime.date) -> Self:
        """Registered from `since` up to and with `until`."""
        return self.filter(registered_date__gte=since, registered_date__lte=until)


@tracked(on_insert=False, exclude=("source_digest",))
class Event(models.Model):
    """Something reported about a unit: a complaint, an opinion, a deviation."""

    class Kind(models.TextChoices):
        COMPLAINT = "complaint", "klagomål"
        OPINION = "opinion", "synpunkt"
        DEVIATION = "deviation", "avvikelse"
        HEALTH = "health", "vårdavvikelse"
        REPORT = "report", "rapport om missförhållande"

    class Basis(models.TextChoices):
        SOL = "sol", "SoL"
        LSS = "lss", "LSS"
        HSL = "hsl", "HSL"

    class Source(models.TextChoices):
        USER = "user", "brukare"
        RELATIVE = "relative", "anhörig"
        STAFF = "staff", "personal"
        CASE_OFFICER = "case_officer", "biståndshandläggare"
        OMBUDSMAN = "ombudsman", "äldreombud"
        PUBLIC = "public", "allmänheten"
        PROVIDER = "provider", "utförare"
        OTHER = "other", "annan"

    class Severity(models.IntegerChoices):
        MINOR = 1, "1 – mindre"
        MODERATE = 2, "2 – måttlig"
        SERIOUS = 3, "3 – betydande"
        ACUTE = 4, "4 – katastrofal"

    class Likelihood(models.IntegerChoices):
        UNLIKELY = 1, "1 – mycket liten"
        SMALL = 2, "2 – liten"
        LIKELY = 3, "3 – stor"
        CERTAIN = 4, "4 – mycket stor"

    reference = models.CharField("ärendenummer", max_length=60)
    kind = models.CharField("slag", max_length=20, choices=Kind)
    basis = models.CharField("lagrum", max_length=10, choices=Basis, blank=True, default="", db_default="")
    system = bulk_key(SourceSystem, "events", "källsystem", null=True, blank=True)
    board = bulk_key(Board, "events", "nämnd")
    unit = bulk_key(Unit, "events", "enhet")
    contract = bulk_key(Contract, "events", "avtal", null=True, blank=True)
    category = bulk_key(Category, "events", "kategori", null=True, blank=True)
    # What the source calls the category: when the code is mapped, all its rows follow.
    code = bulk_key(SourceCode, "events", "källans kategori", null=True, blank=True, editable=False)
    occurred_date = models.DateField("inträffade", null=True, blank=True)
    occurred_at = models.DateTimeField("klockslag", null=True, blank=True)
    registered_date = models.DateField("registrerad")
    # The day by which the event belongs to a unit's provider and area, and to a month.
    event_date = models.GeneratedField(
        expression=Coalesce("occurred_date", "registered_date"), output_field=models.DateField(), db_persist=True
    )
    severity = models.PositiveSmallIntegerField("allvarlighet", choices=Severity, null=True, blank=True)
    likelihood = models.PositiveSmallIntegerField(
        "sannolikhet att det upprepas", choices=Likelihood, null=True, blank=True
    )
    source = models.CharField("från", max_length=20, choices=Source, default=Source.OTHER)
    is_formal = models.BooleanField("formellt", default=True)
    text = models.TextField("vad som framfördes", blank=True)
    cause = models.TextField("orsak", blank=True, default="", db_default="")
    action = models.TextField("åtgärd", blank=True, default="", db_default="")
    action_date = models.DateField("åtgärd registrerad", null=True, blank=True)
    responsible = models.CharField("ansvarig funktion", max_length=100, blank=True, default="", db_default="")
    handled = models.TextField("hur det hanterades", blank=True)
    # The last day to close it in time, by the deadline that held when it was registered; whether that day has passed
    # is computed when it is asked.
    due_date = models.DateField("ska vara avslutad", null=True, blank=True, editable=False)
    closed_date = models.DateField("avslutad", null=True, blank=True)
    withdrawn_date = models.DateField("utgick ur källan", null=True, blank=True, editable=False)
    # Something in the free text looks like a personal identity number.
    has_personal_number = models.BooleanField("tycks innehålla personnummer", default=False, db_default=False)
    # The run that brought the row, the latest that changed it, and when a person did so by hand.
    origin_run_id = models.BigIntegerField(null=True, blank=True, editable=False)
    import_run_id = models.BigIntegerField(null=True, blank=True, editable=False)
    # Of what the source said last: as long as it says the same, what a person has mended here stays.
    source_digest = models.UUIDField(null=True, editable=False)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_by_id = models.BigIntegerField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "händelse"
        verbose_name_plural = "händelser"
        ordering = ("-registered_date", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "reference"), condition=models.Q(system=None), name="event_reference_once"
            ),
            models.UniqueConstraint(
                fields=("system", "reference"), condition=models.Q(system__isnull=False), name="event_source_once"
            ),
            models.CheckConstraint(name="event_severity_in_scale", condition=models.Q(severity__range=(1, 4))),
            models.CheckConstraint(name="event_likelihood_in_scale", condition=models.Q(likelihood__range=(1, 4))),
            models.CheckConstraint(
                name="event_not_closed_before_it_came", condition=models.Q(closed_date__gte=models.F("registered_date"))
            ),
        )
        indexes = (
            # All that a unit's deadlines are counted of: read off the index alone.
            models.Index(
                fields=("unit", "event_date"),
                include=("due_date", "closed_date", "withdrawn_date", "kind", "category"),
                name="event_of_unit",
            ),
            models.Index(fields=("board", "kind", "-registered_date"), name="event_board_kind"),
            # What waits is little of the whole: found by its last day, and by the code that nobody has mapped.
            models.Index(
                fields=("board", "due_date"),
                name="event_open_due",
                condition=models.Q(closed_date=None, withdrawn_date=None),
            ),
            models.Index(
                fields=("code",), name="event_unmapped", condition=models.Q(category=None, code__isnull=False)
            ),
            # A run's rows lie side by side: a few pages tell where.
            BrinIndex(fields=("import_run_id", "origin_run_id"), name="event_runs", autosummarize=True),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"


class SearchQuerySet(models.QuerySet["EventSearch"]):
    def visible_to(self, scope: Scope) -> Self:
        boards = scope.boards_for(*EVENT_ROLES)
        return self.all() if boards is None else self.filter(event__board_id__in=boards)


class EventSearch(models.Model):
    """The words of an event, beside it: they are made after an import, which need not wait for them."""

    event = models.OneToOneField(Event, models.CASCADE, primary_key=True, related_name="words", db_constraint=False)
    vector = SearchVectorField()

    objects: ClassVar[Any] = SearchQuerySet.as_manager()

    class Meta:
        verbose_name = "sökord"
        verbose_name_plural = "sökord"
        indexes = (GinIndex(fields=["vector"], name="event_words", fastupdate=True),)

    def __str__(self) -> str:
        return str(self.pk)


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, scope: Scope) -> Self:
        boards = scope.boards_for(*EVENT_ROLES)
        return self.all() if boards is None else self.filter(event__board_id__in=boards)


@tracked(part_of=["event"], exclude=("name", "reach"))
class Contact(models.Model):
    """Who wants an answer, for as long as the matter is open: erased when it is closed, and never in the trail."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="contact")
    name = models.CharField("namn", max_length=200, blank=True)
    reach = models.CharField("e-post eller telefon", max_length=200)

    objects: ClassVar[Any] = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "kontaktuppgift"
        verbose_name_plural = "kontaktuppgifter"

    def __str__(self) -> str:
        return "kontaktuppgift"
