import json
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from insyn.base.detection import Ground, recall
from insyn.base.detection.measured import RESULT, from_json
from insyn.base.detection.measuring import measure, outcomes, read_annotated

TEXTS = Path(settings.BASE_DIR) / "tests/data/masking"


def test_the_figures_shipped_are_the_figures_measured() -> None:
    shipped = json.loads(RESULT.read_text(encoding="utf-8"))
    assert shipped == {half: measure(TEXTS / f"{half}.txt") for half in ("development", "heldout")}


def test_what_the_page_says_comes_from_the_held_out_texts() -> None:
    measured = recall()
    assert measured == from_json(measure(TEXTS / "heldout.txt"))
    assert f"{measured.found} av {measured.present}" in measured.sentence
    assert measured.low < measured.recall < measured.high


def test_the_sentence_never_calls_the_detection_safe() -> None:
    assert not {"säker", "säkert", "garanter", "alla"} & set(recall().sentence.lower().replace(".", "").split())


def test_the_halves_are_large_enough_and_share_no_sentence() -> None:
    (_, development), (_, heldout) = (read_annotated(TEXTS / f"{half}.txt") for half in ("development", "heldout"))
    assert len(development) + len(heldout) >= 300
    assert not {row.text for row in development} & {row.text for row in heldout}


def test_recall_does_not_fall_below_what_was_reached() -> None:
    measured = recall()
    assert measured.recall >= 0.95
    assert measured.precision >= 0.9


def test_a_missed_passage_counts_as_missed_and_a_wrong_one_as_in_vain(tmp_path: Path) -> None:
    texts = tmp_path / "texts.txt"
    texts.write_text("# tillåt:\nHon, [[namn|hästen]], bor med Anna Svensson.\n", encoding="utf-8")
    (row,) = outcomes(texts)
    assert [ground for *_, ground in row.missed] == [Ground.NAME]
    assert [span.text for span in row.in_vain] == ["Anna Svensson"]


def test_a_half_found_name_counts_as_missed(tmp_path: Path) -> None:
    texts = tmp_path / "texts.txt"
    texts.write_text("# tillåt:\nVi mötte [[namn|Anna i köket]].\n", encoding="utf-8")
    assert measure(texts)["found"] == 0


def test_the_command_checks_the_committed_figures() -> None:
    call_command("measure_detection", "--check")
