"""Preparing a public version: what may be personal data is pointed out, and a person decides on each place."""

import datetime as dt

from django.utils.text import slugify

from insyn.base.actions import action
from insyn.base.detection import Ground, Passage, detect_in
from insyn.base.refusals import Refusal
from insyn.casework.models import FollowUp
from insyn.contracts.models import Contract
from insyn.organisation.models import AreaSpell, BoardSpell, ProviderSpell, UnitSpell
from insyn.people.models import Person
from insyn.publishing.models import Masking, Publication, PublicVersion
from insyn.publishing.texts import masked, source_of
from insyn.reporting.composing import read_tree, write_tree
from insyn.reporting.document import Document, plain_text, text_spans
from insyn.reporting.models import DocumentVersion

State = PublicVersion.State


class NotApproved(Refusal):
    message = "Bara en godkänd rapport kan publiceras."


class BeingPrepared(Refusal):
    message = "En offentlig version förbereds redan. Fortsätt på den."


class CorrectionUnsaid(Refusal):
    message = "Uppföljningen är redan publicerad. Skriv vad som rättas i den nya versionen."


class NotInMasking(Refusal):
    message = "Versionen maskeras inte längre. Ta tillbaka den från bekräftelsen först."


class PlacesUndecided(Refusal):
    message = "Alla utpekade ställen måste avgöras först."


class WordsNotFound(Refusal):
    message = "Orden finns inte i rapporten. Skriv dem precis som de står."


@action("Började förbereda en offentlig version")
def prepare_version(*, source_id: int, correction: str = "", by: Person, at: dt.datetime) -> PublicVersion:
    """A public version of an approved report with its suspected places pointed out.

    Raises NotApproved, BeingPrepared or CorrectionUnsaid.
    """
    source: DocumentVersion = DocumentVersion.objects.select_related("document__follow_up").get(pk=source_id)
    follow_up = source.document.follow_up
    if source.state != DocumentVersion.State.APPROVED or follow_up is None:
        raise NotApproved
    publication, _ = Publication.objects.get_or_create(follow_up=follow_up, defaults={"slug": _slug(follow_up)})
    publication = Publication.objects.select_for_update().get(pk=publication.pk)
    if publication.versions.filter(state__in=(State.MASKING, State.AWAITING)).exists():
        raise BeingPrepared
    if publication.versions.exists() and not correction.strip():
        raise CorrectionUnsaid
    version: PublicVersion = PublicVersion.objects.create(
        publication=publication,
        number=publication.versions.count() + 1,
        source=source,
        title=source.document.title,
        correction=correction.strip(),
        prepared_by=by,
        prepared_at=at,
    )
    _point_out(version)
    return version


def _slug(follow_up: FollowUp) -> str:
    """From the registry number and the units, which are public; never from a title somebody typed."""
    names = follow_up.targets.filter(unit_spell__isnull=False).values_list("unit_spell__name", flat=True)[:3]
    base = slugify(" ".join((*names, follow_up.registry_number)))[:140]
    taken = Publication.objects.filter(slug=base).exists()
    return f"{base}-{follow_up.pk}" if taken else base


def _point_out(version: PublicVersion) -> None:
    passages = [Passage(each.block_id, each.path, each.text) for each in text_spans(source_of(version))]
    Masking.objects.bulk_create(
        Masking(
            version=version,
            block_id=found.passage.block_id,
            path=found.passage.path,
            start=found.span.start,
            end=found.span.end,
            ground=found.span.ground.value,
            certainty=int(found.span.certainty),
            why=found.span.why[:200],
        )
        for found in detect_in(passages, allow=public_names())
    )


def public_names() -> frozenset[str]:
    """Names in the register are public: boards, areas, providers and units, as they are and have been."""
    names: set[str] = set()
    for spells in (BoardSpell, AreaSpell, ProviderSpell, UnitSpell):
        names.update(spells.objects.values_list("name", flat=True))
    names.update(Contract.objects.values_list("name", flat=True))
    return frozenset(name for name in names if name)


@action("Avgjorde vad som maskeras")
def decide_places(*, version_id: int, choices: dict[int, str], by: Person, at: dt.datetime) -> PublicVersion:
    """Decide on pointed-out places: masking's id to mask or keep; raises NotInMasking."""
    version = _in_masking(version_id)
    for masking in version.maskings.select_for_update().filter(pk__in=choices):
        if masking.choice != choices[masking.pk]:
            masking.choice, masking.by, masking.at = choices[masking.pk], by, at
            masking.save(update_fields=["choice", "by", "at"])
    return version


@action("Maskerade ord för hand")
def mask_words(*, version_id: int, words: str, ground: str, note: str, by: Person, at: dt.datetime) -> int:
    """Mask every place where the words stand; says how many. Raises NotInMasking or WordsNotFound."""
    version = _in_masking(version_id)
    wanted = words.strip()
    places = list(_places(source_of(version), wanted)) if wanted else []
    if not places:
        raise WordsNotFound
    for block_id, path, start in places:
        Masking.objects.update_or_create(
            version=version,
            block_id=block_id,
            path=path,
            start=start,
            end=start + len(wanted),
            defaults={
                "ground": Ground(ground).value,
                "choice": Masking.Choice.MASK,
                "is_detected": False,
                "note": note.strip()[:200],
                "by": by,
                "at": at,
            },
        )
    return len(places)


def _places(document: Document, words: str) -> "list[tuple[str, str, int]]":
    found = []
    for span in text_spans(document):
        start = span.text.find(words)
        while start >= 0:
            found.append((span.block_id, span.path, start))
            start = span.text.find(words, start + len(words))
    return found


@action("Lämnade den offentliga versionen för bekräftelse")
def send_for_confirmation(*, version_id: int, by: Person, at: dt.datetime) -> PublicVersion:
    """Freeze the masked text and hand it to a second person; raises NotInMasking or PlacesUndecided."""
    version = _in_masking(version_id)
    maskings = list(version.maskings.all())
    left = sum(not each.choice for each in maskings)
    if left:
        raise PlacesUndecided(f"{left} utpekade ställen återstår att avgöra.")
    public = masked(source_of(version), maskings)
    version.tree = write_tree(public)
    version.title = public.title
    version.summary = "\n\n".join(plain_text(block) for block in read_tree(version.tree).summary)
    version.state, version.sent_for_confirmation_at, version.prepared_by = State.AWAITING, at, by
    version.revision += 1
    version.save()
    return version


@action("Tog tillbaka den offentliga versionen för maskering")
def take_back(*, version_id: int, by: Person, at: dt.datetime) -> PublicVersion:
    """Back to masking, by either of the two; raises NotInMasking where it is out already."""
    version: PublicVersion = PublicVersion.objects.select_for_update(of=("self",)).get(pk=version_id)
    if version.state != State.AWAITING:
        raise NotInMasking
    version.state, version.tree, version.sent_for_confirmation_at = State.MASKING, None, None
    version.revision += 1
    version.save()
    return version


def _in_masking(version_id: int) -> PublicVersion:
    version: PublicVersion = (
        PublicVersion.objects.select_for_update(of=("self",)).select_related("source", "publication").get(pk=version_id)
    )
    if version.state != State.MASKING:
        raise NotInMasking
    return version
