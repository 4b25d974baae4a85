"""What every floor above stores in the same way: files, sent forms, drafts, letters.

People lie above this floor, so a person is an id here, without a foreign key.
"""

import uuid

from django.db import models

from insyn.base.history import tracked


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
