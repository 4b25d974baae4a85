"""Confirming a public version, which publishes it, and withdrawing one that should never have been out."""

import datetime as dt
from functools import reduce
from operator import add

from django.contrib.postgres.search import CombinedSearchVector, SearchVector
from django.db.models import Value

from insyn.base.actions import action
from insyn.base.files import erase, store_content
from insyn.base.refusals import Refusal
from insyn.base.search import Apart, SwedishLower
from insyn.people.models import Person
from insyn.publishing.metadata import strip
from insyn.publishing.models import Publication, PublicVersion
from insyn.publishing.texts import public_document
from insyn.reporting.document import Document, all_blocks, plain_text
from insyn.reporting.printers import print_pdf, print_word

State = PublicVersion.State


class PreparedByYourself(Refusal):
    message = "Den som har maskerat kan inte bekräfta. En annan person läser igenom och bekräftar."


class NotAwaiting(Refusal):
    message = "Versionen väntar inte på bekräftelse."


class NotPublic(Refusal):
    message = "Uppföljningen är inte publicerad."


@action("Bekräftade och publicerade")
def confirm_version(*, version_id: int, by: Person, at: dt.datetime) -> PublicVersion:
    """Publish: page, files and search appear together, and an earlier version gives way.

    Raises NotAwaiting or PreparedByYourself. Whoever decided on a place does not confirm either.
    """
    version: PublicVersion = (
        PublicVersion.objects.select_for_update(of=("self",)).select_related("publication").get(pk=version_id)
    )
    if version.state != State.AWAITING:
        raise NotAwaiting
    if by.pk == version.prepared_by_id or version.maskings.filter(by=by).exists():
        raise PreparedByYourself
    _print(version, by, at)
    publication = Publication.objects.select_for_update().get(pk=version.publication_id)
    publication.versions.filter(state=State.PUBLISHED).update(state=State.REPLACED)
    version.state, version.confirmed_by, version.confirmed_at = State.PUBLISHED, by, at
    version.revision += 1
    version.save()
    PublicVersion.objects.filter(pk=version.pk).update(search=_vector(version.title, public_document(version)))
    publication.published_at, publication.withdrawn_at = publication.published_at or at, None
    publication.save(update_fields=["published_at", "withdrawn_at"])
    return version


def _print(version: PublicVersion, by: Person, at: dt.datetime) -> None:
    """The files that residents fetch are made once, and hold nothing but the masked text."""
    document, name = public_document(version), version.publication.slug[:120]
    version.pdf = store_content(name=f"{name}.pdf", content=print_pdf(document, at=at), by_id=by.pk, at=at)
    word = strip(print_word(document, at=at)).content
    version.word = store_content(name=f"{name}.docx", content=word, by_id=by.pk, at=at)


def _vector(title: str, document: Document) -> SearchVector | CombinedSearchVector:
    words = " ".join(plain_text(block) for block in all_blocks(document))
    facts = " ".join(f"{fact.term} {''.join(run.text for run in fact.value)}" for fact in document.facts)
    parts = [
        SearchVector(Apart(SwedishLower(Value(text))), weight=weight, config=config)
        for text, weight in ((f"{title} {document.subtitle} {facts}", "A"), (words, "C"))
        for config in ("swedish", "simple")
    ]
    return reduce(add, parts)


@action("Återkallade publiceringen")
def withdraw_publication(*, publication_id: int, by: Person, at: dt.datetime) -> Publication:
    """Take every version away at once from page, files, search and feed: only the fact and the date remain.

    Raises NotPublic. The trail keeps what happened, behind the office's own lock.
    """
    publication: Publication = Publication.objects.select_for_update().get(pk=publication_id)
    if not publication.versions.filter(state__in=(State.PUBLISHED, State.REPLACED)).exists():
        raise NotPublic
    for version in publication.versions.select_for_update(of=("self",)).exclude(state=State.WITHDRAWN):
        _empty(version, by, at)
    publication.withdrawn_at = at
    publication.save(update_fields=["withdrawn_at"])
    return publication


def _empty(version: PublicVersion, by: Person, at: dt.datetime) -> None:
    files = [file for file in (version.pdf, version.word) if file]
    version.tree = version.pdf = version.word = version.search = None
    version.title, version.summary = "Återkallad", ""
    version.state, version.withdrawn_by, version.withdrawn_at = State.WITHDRAWN, by, at
    version.save()
    version.maskings.all().delete()
    for file in files:
        erase(file)
