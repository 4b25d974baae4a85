"""What every floor above stores in the same way: files, sent forms, drafts, letters.

People lie above this floor, so a person is an id here, without a foreign key.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.db import models

from insyn.base.history import tracked
from insyn.base.scope import Scope


@tracked()
class StoredFile(models.Model):
    """A file somebody uploaded or the system made; whoever links to it decides who may read it."""

    key = models.UUIDField("nyckel", unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField("namn", max_length=200)
    content_type = models.CharField("typ", max_length=100)
    size = models.PositiveBigIntegerField("storlek")
    sha256 = models.CharField("kontrollsumma", max_length=64)
    uploaded_by_id = models.BigIntegerField("uppladdad av", null=True)
    uploaded_at = models.DateTimeField("uppladdad")

    class Meta:
        verbose_name = "fil"
        verbose_name_plural = "filer"
        ordering = ("-uploaded_at", "-pk")
        constraints = (models.CheckConstraint(condition=models.Q(size__gt=0), name="stored_file_not_empty"),)

    def __str__(self) -> str:
        return self.name

    @property
    def storage_name(self) -> str:
        """Where in the storage the content lies; nothing of the uploader's choosing is in it."""
        return f"{self.key.hex[:2]}/{self.key.hex}"


class Submission(models.Model):
    """A form that was sent once; the same form sent again is led to what the first one made."""

    token = models.UUIDField()
    person_id = models.BigIntegerField()
    at = models.DateTimeField()
    location = models.TextField(blank=True)

    class Meta:
        verbose_name = "insänt formulär"
        verbose_name_plural = "insända formulär"
        constraints = (models.UniqueConstraint(fields=("person_id", "token"), name="submission_acts_once"),)

    def __str__(self) -> str:
        return str(self.token)


class PendingPost(models.Model):
    """What somebody sent after the session had run out, kept until the same person has signed in again."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person_id = models.BigIntegerField(db_index=True)
    page = models.TextField()
    address = models.TextField()
    fields = models.JSONField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "väntande formulär"
        verbose_name_plural = "väntande formulär"

    def __str__(self) -> str:
        return self.address


class Draft(models.Model):
    """What a person has typed in a form and not yet saved."""

    person_id = models.BigIntegerField()
    address = models.TextField()
    fields = models.JSONField()
    saved_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "utkast"
        verbose_name_plural = "utkast"
        constraints = (models.UniqueConstraint(fields=("person_id", "address"), name="one_draft_a_form"),)

    def __str__(self) -> str:
        return self.address


class Letter(models.Model):
    """An e-mail that waits for the worker or has been sent; its key makes it go out once."""

    key = models.CharField("nyckel", max_length=200, unique=True)
    to = models.EmailField("till")
    subject = models.CharField("ämne", max_length=200)
    body = models.TextField("text")
    written_at = models.DateTimeField("skrivet")
    sent_at = models.DateTimeField("skickat", null=True, blank=True)

    class Meta:
        verbose_name = "e-postmeddelande"
        verbose_name_plural = "e-postmeddelanden"
        ordering = ("-written_at", "-pk")
        indexes = (models.Index(fields=("-written_at",), name="letter_newest_first"),)

    def __str__(self) -> str:
        return self.subject


@tracked()
class ColumnMapping(models.Model):
    """How another system's file is read as sheets of the register: which column is what."""

    name = models.CharField("namn", max_length=100, unique=True)
    subject = models.CharField("vad filen gäller", max_length=10, default="register", db_default="register")
    targets = models.JSONField("kolumner")
    saved_by_id = models.BigIntegerField("sparad av", null=True)
    saved_at = models.DateTimeField("sparad")

    class Meta:
        verbose_name = "kolumnmappning"
        verbose_name_plural = "kolumnmappningar"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, scope: Scope) -> Self:
        """A run holds all that the file holds, so only the person who loaded it sees it."""
        return self.filter(by_id=scope.person_id) if scope.is_staff else self.none()


@tracked(exclude=("progress", "phase"))
class ImportRun(models.Model):
    """A file that was read, compared with what was known, and perhaps saved."""

    class State(models.TextChoices):
        READING = "reading", "läses"
        MAPPING = "mapping", "kolumner ska väljas"
        READY = "ready", "kan sparas"
        FAULTY = "faulty", "har fel"
        STOPPED = "stopped", "gick inte att läsa"
        SAVING = "saving", "sparas"
        SAVED = "saved", "sparad"
        TAKEN_BACK = "taken_back", "tillbakatagen"
        DROPPED = "dropped", "avbruten"

    class Subject(models.TextChoices):
        REGISTER = "register", "registret"
        EVENTS = "events", "händelser"
        VOLUMES = "volumes", "volymer"

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, verbose_name="fil")
    subject = models.CharField(
        "vad filen gäller", max_length=10, choices=Subject, default=Subject.REGISTER, db_default="register"
    )
    state = models.CharField("läge", max_length=10, choices=State, default=State.READING)
    mapping_name = models.CharField("mappning", max_length=100, blank=True)
    targets = models.JSONField("kolumner", default=list)
    snapshot_date = models.DateField("gäller från")
    # Of an old register sometimes only the month is known; it is then compared as on the month's first day.
    snapshot_by_month = models.BooleanField("bara månaden är känd", default=False)
    is_complete = models.BooleanField("filen är fullständig", default=False)
    # One row that is wrong and nothing is saved; otherwise what is right is saved and the rest handed back.
    is_strict = models.BooleanField("allt eller inget", default=False, db_default=False)
    read = models.PositiveIntegerField("lästa", default=0)
    accepted = models.PositiveIntegerField("godtagna", default=0)
    rejected = models.PositiveIntegerField("avvisade", default=0)
    counts = models.JSONField("utfall", default=dict)
    digest = models.CharField("kontrollsumma", max_length=64, blank=True)
    message = models.TextField("besked", blank=True)
    phase = models.CharField("skede", max_length=60, blank=True)
    progress = models.PositiveIntegerField("lästa hittills", default=0)
    by_id = models.BigIntegerField("inläst av", null=True)
    at = models.DateTimeField("inläst")
    saved_at = models.DateTimeField("sparad", null=True)

    objects: ClassVar[Any] = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = "inläsning"
        verbose_name_plural = "inläsningar"
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(read=models.F("accepted") + models.F("rejected")), name="import_run_adds_up"
            ),
        )

    def __str__(self) -> str:
        return f"inläsning {self.pk}"

    @property
    def upload(self) -> StoredFile:
        """The file as it came; every run has one."""
        if self.file is None:
            raise StoredFile.DoesNotExist
        return self.file


class StagedRow(models.Model):
    """A row of a file as it was understood, with what it would change."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=60)
    row = models.PositiveIntegerField()
    key = models.CharField(max_length=200)
    facts = models.JSONField()
    complete = models.JSONField(null=True)
    outcome = models.CharField(max_length=10, default="", db_default="")
    changes = models.JSONField(null=True)
    target_id = models.BigIntegerField(null=True)
    spell_id = models.BigIntegerField(null=True)
    since = models.DateField(null=True)

    class Meta:
        verbose_name = "inläst rad"
        verbose_name_plural = "inlästa rader"
        indexes = (models.Index(fields=("run", "sheet", "key"), name="staged_row_key"),)

    def __str__(self) -> str:
        return f"{self.sheet} {self.key}"


class ImportRemark(models.Model):
    """What is wrong with a cell, a row or a sheet, and how it is mended."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="remarks")
    sheet = models.CharField(max_length=100)
    row = models.PositiveIntegerField(null=True)
    column = models.CharField(max_length=200, blank=True)
    rule = models.TextField()
    remedy = models.TextField()

    class Meta:
        verbose_name = "anmärkning"
        verbose_name_plural = "anmärkningar"
        ordering = ("sheet", "row", "pk")

    def __str__(self) -> str:
        return self.rule


class ImportedRow(models.Model):
    """That a row came through a mapping: a complete file of that mapping ends its own rows, and no others."""

    source = models.CharField(max_length=100)
    sheet = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "inläst rads ursprung"
        verbose_name_plural = "inlästa raders ursprung"
        constraints = (models.UniqueConstraint(fields=("source", "sheet", "key"), name="imported_row_once"),)

    def __str__(self) -> str:
        return f"{self.source}: {self.key}"
