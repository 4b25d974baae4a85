"""The frame has one text, and everything else is refused with its place."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insyn.statistics.draw import FrameError, FrameLine, frame_sha256, id_fault, make_frame, read_frame, write_frame
from insyn.statistics.tests.example import HEADER, LINES, example_frame
from insyn.statistics.tests.frames import contract_lines, header, headers

TEXT = write_frame(example_frame())


@given(st.data())
def test_the_text_reads_back_as_the_same_frame_whatever_order_the_contracts_came_in(data: st.DataObject) -> None:
    lines = data.draw(contract_lines())
    frame = make_frame(data.draw(headers(lines)), lines)
    shuffled = data.draw(st.permutations(lines))
    assert read_frame(write_frame(frame)) == frame
    assert read_frame(write_frame(frame).encode()) == frame
    assert write_frame(make_frame(frame.header, shuffled)) == write_frame(frame)


@given(st.data())
def test_any_changed_byte_changes_the_sum_or_is_refused(data: st.DataObject) -> None:
    source = bytearray(TEXT.encode())
    index = data.draw(st.integers(0, len(source) - 1))
    source[index] ^= data.draw(st.integers(1, 255))
    try:
        read = read_frame(bytes(source))
    except FrameError:
        return
    assert frame_sha256(write_frame(read)) != frame_sha256(TEXT)


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ("urvalsram: 1", "\ufeffurvalsram: 1", 1, "BOM"),
        ("urvalsram: 1", "urvalsram: 2", 1, "okänt"),
        ("referensdag: 2026-01-31", "referensdag: 2026-02-30", 3, "inte ett datum"),
        ("2025-01-01/2025-12-31", "2025-12-31/2025-01-01", 4, "slutar innan"),
        ("antal: 5", "antal: 0", 6, "minst 1"),
        ("antal: 5", "antal: 9", 6, "har bara 8"),
        ("antal: 5", "antal: fem", 6, "inte ett heltal"),
        ("stratum: -", "stratum: boende 5", 7, "har bara 0"),
        ("klagomål 2, beställare 2", "klagomål 1, beställare 3", 8, "klagomål 2, beställare 2, slump 1"),
        ("regelversion: 1", "regelversion: 2", 9, "okänd"),
        ("regelversion: 1\n", "regelversion: 1\nmer: 2\n", 10, "tom"),
        ("avtal;slump;skäl", "avtal;skäl;slump", 11, "avtal;slump;skäl"),
        ("AV-01;ja;;2", "AV-01;ja;;2\r", 12, "Windows"),
        ("AV-01;ja;", "AV-01;kanske;", 12, "ja eller nej"),
        ("AV-01;ja;;2", "AV-01;ja;;02", 12, "inte ett heltal"),
        ("AV-01;ja;;2", "AV-01;ja;;-2", 12, "inte ett heltal"),
        ("Björken", "Bjo\u0308rken", 12, "NFC"),
        ("Björken", "Björken;", 12, "8 fält"),
        ("AV-02;nej;fordjupad-uppfoljning", "AV-02;nej;", 13, "skäl saknas"),
        ("AV-02;nej;fordjupad-uppfoljning", "AV-02;nej;Fördjupad", 13, "små bokstäver"),
        ("AV-03;ja;", "AV-03;ja;myndigheten", 14, "inget skäl"),
        ("Linden,Lönnen", "Lönnen,Linden", 14, "inte i ordning"),
        ("Linden,Lönnen", "Linden,Linden", 14, "två gånger"),
        ("AV-04", "AV-03", 15, "står två gånger"),
        ("AV-04", "AV-09", 16, "inte i ordning"),
        ("AV-04", "850709-9805", 15, "personnummer"),
        ("AV-04", "=AV-04", 15, "tecken som inte får finnas"),
        ("AV-04", "AV\u200b04", 15, "tecken som inte får finnas"),
        ("AV-05;ja;;2;1", "AV-05;ja;;5;1", 16, "borde vara 3"),
        ("AV-05;ja;;2;1", "AV-05;ja;;2;4", 14, "borde vara 1"),
        ("AV-08;ja;;;3", "AV-08;ja;;;2", 19, "borde vara 3"),
        ("Sälgen\n", "Sälgen", 19, "radbrytning"),
        ("Sälgen\n", "Sälgen\n\n", 20, "1 fält"),
    ],
)
def test_a_frame_in_any_other_form_is_refused_with_its_line(old: str, new: str, line: int | None, word: str) -> None:
    changed = TEXT.replace(old, new, 1)
    assert changed != TEXT
    with pytest.raises(FrameError, match=word) as caught:
        read_frame(changed)
    assert caught.value.line == line


def test_bytes_that_are_not_utf_8_are_refused_with_their_line() -> None:
    with pytest.raises(FrameError, match="UTF-8") as caught:
        read_frame(TEXT.replace("Eken", "Ek\xe9n").encode("latin-1", "replace"))
    assert caught.value.line == 2


def test_an_empty_file_says_what_its_first_line_should_be() -> None:
    with pytest.raises(FrameError, match="urvalsram"):
        read_frame("\n")


@pytest.mark.parametrize(
    "strata",
    [(("boende", 3), ("boende", 2)), (("boende", 2), ("hem", 2)), (("boende", 5), ("hem", 0)), (("bo;ende", 5),)],
)
def test_places_by_stratum_must_name_each_stratum_once_and_add_up(strata: Any) -> None:
    with pytest.raises(FrameError) as caught:
        make_frame(replace(HEADER, strata=strata), LINES)
    assert caught.value.line == 7


def test_header_texts_hold_one_clean_line() -> None:
    for text in ("", " Plan", "Plan\n2", "Plan\u202e", "Plan 19850709-9805", "x" * 1001, "Pla\u0308n"):
        with pytest.raises(FrameError) as caught:
            make_frame(replace(HEADER, plan=text), LINES)
        assert caught.value.field == "plan"


@pytest.mark.parametrize(
    "value", ["AV-850709-9805", "8507099805", "19850709-9805", "198507099805", "850709+9805", "850769-9802"]
)
def test_personal_identity_numbers_never_become_ids(value: str) -> None:
    assert "personnummer" in (id_fault(value) or "")


@pytest.mark.parametrize("value", ["556703-7485", "2024/0123", "AV-1", "Björkens hus 2", "850709-9804", "12345678901"])
def test_organisation_numbers_and_ordinary_numbers_may_be_ids(value: str) -> None:
    assert id_fault(value) is None


def test_a_unit_holds_no_slash() -> None:
    assert id_fault("A/1") is None
    with pytest.raises(FrameError, match="A/1"):
        make_frame(header(1), [FrameLine("X", eligible=True, units=("A/1",))])


def test_ranks_below_one_are_refused() -> None:
    with pytest.raises(FrameError, match="inte 1"):
        make_frame(header(1), [FrameLine("X", eligible=True, complaint_rank=0)])


def test_the_complaint_window_may_be_a_single_day() -> None:
    day = date(2025, 5, 1)
    assert make_frame(replace(HEADER, complaints_from=day, complaints_to=day), LINES)
