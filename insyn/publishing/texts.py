"""A public version's words: the source as it was approved, and the same with the chosen places masked."""

from collections.abc import Iterable

from insyn.base.detection import Ground
from insyn.publishing.models import Masking, PublicVersion
from insyn.reporting.composing import read_tree
from insyn.reporting.document import Document, Mask, replace_spans


def source_of(version: PublicVersion) -> Document:
    """The approved report that the public version is made from."""
    return read_tree(version.source.tree)


def masked(source: Document, maskings: Iterable[Masking]) -> Document:
    """The report with every place that is to be masked replaced by a word that says what was taken away."""
    chosen = [each for each in maskings if each.choice == Masking.Choice.MASK]
    return replace_spans(
        source,
        [Mask(each.block_id, each.path, each.start, each.end, Ground(each.ground).replacement) for each in chosen],
    )


def public_document(version: PublicVersion) -> Document:
    """What residents read; only a version that has its masked text has one."""
    return read_tree(version.tree)
