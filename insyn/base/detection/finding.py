"""All detectors over one text, or over the passages of one document."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from insyn.base.detection.circumstances import circumstances
from insyn.base.detection.contacts import contacts
from insyn.base.detection.names import certain_names, names
from insyn.base.detection.numbers import numbers
from insyn.base.detection.places import places
from insyn.base.detection.spans import Certainty, Ground, Span, without_overlaps


@dataclass(frozen=True)
class Passage:
    """A run of text in a document tree: the block, the place within it, the text."""

    block_id: str
    path: str
    text: str


@dataclass(frozen=True)
class Found:
    """A span and the passage it lies in."""

    passage: Passage
    span: Span


def detect(text: str, *, allow: Set[str] = frozenset(), known: Set[str] = frozenset()) -> list[Span]:
    """What in a text may point out a person; sorted, never overlapping.

    `allow` holds phrases that may stand (names of units and providers, a switchboard's number);
    `known` holds names in lower case.
    """
    first = _resolved(text, allow, known)
    again = certain_names(first) | known
    return first if again == known else _resolved(text, allow, again)


def detect_in(passages: Iterable[Passage], *, allow: Set[str] = frozenset()) -> list[Found]:
    """What in a document may point out a person: a name found in one passage is recognised in all."""
    listed = list(passages)
    known: frozenset[str] = frozenset()
    for passage in listed:
        known |= certain_names(detect(passage.text, allow=allow))
    return [Found(passage, span) for passage in listed for span in detect(passage.text, allow=allow, known=known)]


def _resolved(text: str, allow: Set[str], known: Set[str]) -> list[Span]:
    found = [span for span in _all(text, allow, known) if span.text.strip() not in allow]
    return without_overlaps(_numbers_before_phones(found))


def _all(text: str, allow: Set[str], known: Set[str]) -> Iterator[Span]:
    yield from numbers(text)
    yield from contacts(text)
    yield from places(text)
    yield from circumstances(text)
    yield from names(text, allow=allow, known=known)


def _numbers_before_phones(spans: list[Span]) -> list[Span]:
    """A personal number is never called a telephone number because it can be dialled."""
    numbers_of_persons = {Ground.PERSONAL_NUMBER, Ground.SOLE_TRADER}
    personal = [s for s in spans if s.ground in numbers_of_persons and s.certainty > Certainty.POSSIBLE]
    return [s for s in spans if s.ground is not Ground.PHONE or not any(s.overlaps(p) for p in personal)]
