"""A protocol verifies as it was written, and any change to it is named."""

import json
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insyn.statistics.draw import (
    DrawError,
    DrawRecord,
    FrameLine,
    ProtocolError,
    Redraw,
    draw,
    frame_sha256,
    make_frame,
    protocol_data,
    ticket,
    verify_protocol,
    write_frame,
    write_protocol,
)
from insyn.statistics.draw.__main__ import main
from insyn.statistics.tests.example import DATA, SEED, URGENT, example_frame, example_record
from insyn.statistics.tests.frames import SEEDS, header, record, records

EXAMPLE = DATA / "example-protokoll.json"
REDRAW = Redraw("Omsorgsnämnden § 20", date(2026, 2, 20), "Fel fält i ramen", "1" * 20)


def _difference(data: bytes | dict[str, Any]) -> tuple[str, int | None, str | None]:
    difference = verify_protocol(data).difference
    assert difference is not None
    return difference.part, difference.line, difference.field


def test_the_kept_example_is_what_the_code_writes() -> None:
    assert EXAMPLE.read_text(encoding="utf-8") == write_protocol(example_record())


def test_the_document_shows_the_examples_own_figures() -> None:
    document = (DATA.parents[2] / "docs" / "algorithms" / "draw.md").read_text(encoding="utf-8")
    frame = example_frame()
    assert write_frame(frame).rstrip() in document
    assert frame_sha256(write_frame(frame)) in document
    ids = [line.contract for line in frame.lines] + ["AV-03/Linden", "AV-03/Lönnen"]
    assert [public_id for public_id in ids if ticket(SEED, public_id)[:12] not in document] == []


def test_the_example_verifies_from_its_bytes_and_from_its_data() -> None:
    assert verify_protocol(EXAMPLE.read_bytes()).is_ok
    assert verify_protocol(json.loads(EXAMPLE.read_bytes())).picks == draw(example_frame(), SEED)


@given(records())
def test_every_written_protocol_verifies(written: DrawRecord) -> None:
    text = write_protocol(written)
    assert verify_protocol(text.encode()).difference is None
    assert verify_protocol(protocol_data(written)).difference is None


@settings(max_examples=300)
@given(st.data())
def test_any_changed_byte_is_detected(data: st.DataObject) -> None:
    source = bytearray(write_protocol(replace(example_record(URGENT), redraw=REDRAW)).encode())
    source[data.draw(st.integers(0, len(source) - 1))] ^= data.draw(st.integers(1, 255))
    assert not verify_protocol(bytes(source)).is_ok


def test_every_changed_place_of_the_example_is_detected() -> None:
    source = bytearray(EXAMPLE.read_bytes())
    for index in range(len(source)):
        source[index] ^= 1
        assert not verify_protocol(bytes(source)).is_ok, index
        source[index] ^= 1


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda d: d.update(seed="2" + d["seed"][1:]), ("seed", None, None)),
        (lambda d: d.update(meeting="Annan nämnd"), ("meeting", None, None)),
        (lambda d: d.update(witness="Någon annan"), ("witness", None, None)),
        (lambda d: d.update(seed_entered_at="2026-02-01T08:00:00+00:00"), ("seed_entered_at", None, None)),
        (lambda d: d.update(frame_sha256="0" * 64), ("frame_sha256", None, None)),
        (lambda d: d.update(frame=d["frame"].replace("AV-04;ja", "AV-04;nej")), ("frame", 15, None)),
        (lambda d: d.update(frame=d["frame"] + "AV-09;ja;;;;;\n"), ("frame", 20, None)),
        (lambda d: d.update(frame=d["frame"].replace("antal: 5", "antal: 6")), ("frame", 6, None)),
        (lambda d: d["marks"]["frame"].__setitem__(3, "0" * 16), ("marks", 4, "frame")),
        (lambda d: d["result"][2].update(contract="AV-08"), ("result", 3, "contract")),
        (lambda d: d["result"][4].update(ground="complaints"), ("result", 5, "ground")),
        (lambda d: d["result"][3].update(unit="Lönnen"), ("result", 4, "unit")),
        (lambda d: d["result"][0].update(ticket="0" * 64), ("result", 1, "ticket")),
        (lambda d: d["result"].pop(), ("result", 5, None)),
        (lambda d: d["result"].append(d["result"][0]), ("result", 6, None)),
        (lambda d: d["result"].reverse(), ("result", 1, "place")),
        (lambda d: d["result"][0].update(place="1"), ("result", 1, "place")),
        (lambda d: d["result"][0].update(place=True), ("result", 1, "place")),
        (lambda d: d.update(unfilled=1), ("unfilled", None, None)),
        (lambda d: d["displacements"][0].update(reason="annat"), ("displacements", None, None)),
        (lambda d: d.update(extra=1), ("file", None, "extra")),
        (lambda d: d.pop("witness"), ("file", None, "witness")),
        (lambda d: d.update(version=2), ("format", None, None)),
        (lambda d: d.update(seed=None), ("seed", None, "seed")),
    ],
)
def test_the_first_difference_is_named(change: Any, expected: Any) -> None:
    data = json.loads(write_protocol(example_record(URGENT)))
    change(data)
    assert _difference(data) == expected
    assert _difference(json.dumps(data).encode()) == expected


def _forged(data: dict[str, Any]) -> dict[str, Any]:
    """What a forger who knows the marks would write: the facts changed together with their marks."""
    from insyn.statistics.draw.protocol import FACTS, fact_mark

    data["marks"]["facts"] = {name: fact_mark(data[name]) for name in FACTS}
    return data


@pytest.mark.parametrize(
    ("change", "part", "line"),
    [
        (lambda d: d.update(seed="9" * 20), "result", 1),
        (lambda d: d.update(seed=""), "seed", None),
        (lambda d: d["displacements"][0].update(goes_out="AV-03"), "displacements", 1),
        (lambda d: d["displacements"][0].update(cause="lust"), "displacements", 1),
        (lambda d: d["displacements"][0].update(decided_date="i mars"), "displacements", 1),
        (lambda d: d.update(seed_entered_at="2026-02-02T09:59:59+02:00"), "frame_published_at", None),
        (lambda d: d.update(seed_entered_at="nyss"), "seed_entered_at", None),
        (lambda d: d.update(witness=""), "witness", None),
    ],
)
def test_a_forger_who_mends_the_marks_is_caught_by_the_recomputation(change: Any, part: str, line: int | None) -> None:
    data = json.loads(write_protocol(example_record(URGENT)))
    change(data)
    assert _difference(_forged(data))[:2] == (part, line)


def test_a_file_written_in_another_way_is_named_by_its_line() -> None:
    source = EXAMPLE.read_bytes()
    assert _difference(source.replace(b'  "meeting"', b'   "meeting"')) == ("file", 8, None)
    assert _difference(source + b"\n")[0] == "file"
    assert _difference(source.replace(b'"witness"', b'"seed": "1",\n  "witness"'))[0] != ""
    for broken in (b"", b"\xff", b"[]", b"{", b"[" * 100_000, source[:-20], b"\xef\xbb\xbf" + source):
        assert _difference(broken)[0] == "file"


@given(SEEDS)
def test_another_seed_gives_another_mark(seed: str) -> None:
    forged = json.loads(EXAMPLE.read_bytes()) | {"seed": seed}
    assert (seed == SEED) is verify_protocol(forged).is_ok


def test_a_redraw_needs_a_new_seed_a_decision_and_a_reason() -> None:
    assert verify_protocol(write_protocol(replace(example_record(), redraw=REDRAW)).encode()).is_ok
    changed = (replace(REDRAW, reason=""), replace(REDRAW, decision=""), replace(REDRAW, earlier_seed=SEED))
    for redraw in changed:
        with pytest.raises(ProtocolError):
            write_protocol(replace(example_record(), redraw=redraw))


@pytest.mark.parametrize(
    "change",
    [
        {"witness": ""},
        {"meeting": "rad\nrad"},
        {"seed": ""},
        {"frame_text": "urvalsram: 1\n"},
        {"seed_entered_at": datetime(2026, 2, 1, tzinfo=UTC)},
        {"seed_entered_at": datetime(2026, 2, 10)},  # noqa: DTZ001 - a time without zone is what is tried
        {"displacements": (replace(URGENT, goes_out="AV-01"),)},
    ],
)
def test_a_record_that_is_not_true_makes_no_protocol(change: Any) -> None:
    with pytest.raises(DrawError):
        write_protocol(replace(example_record(), **change))


def test_ten_thousand_contracts_are_drawn_and_verified_in_a_second() -> None:
    lines = [FrameLine(f"AV-{n:05}", eligible=True, units=(f"E{n}", f"F{n}")) for n in range(10_000)]
    text = write_frame(make_frame(header(3_000), lines))
    begun = time.process_time()
    protocol = write_protocol(record(text, SEED)).encode()
    assert verify_protocol(protocol).is_ok
    assert time.process_time() - begun < 1


def test_the_command_says_in_swedish_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(EXAMPLE)]) == 0
    said = capsys.readouterr().out
    assert "Omräkningen stämmer.\n5 av 8 avtal" in said
    assert "klagomål 2, beställare 2, slump 1" in said
    changed = tmp_path / "p.json"
    changed.write_bytes(EXAMPLE.read_bytes().replace(b"AV-04;ja;", "AV-04;nej;\u0007".encode()))
    assert main([str(changed)]) == 1
    assert "Omräkningen stämmer INTE." in capsys.readouterr().out
    changed.write_bytes(EXAMPLE.read_bytes().replace(b"AV-04;ja;", "AV-04;\u009b".encode()))
    assert main([str(changed)]) == 1
    assert "Rad 15 i urvalsramen är ändrad. Nu står det ”AV-04;\\u009b" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "word"), [([], "Ange en protokollfil"), (["finns-inte.json"], "den finns inte"), (["."], "en mapp")]
)
def test_an_unreadable_file_ends_with_2_and_a_clear_word(
    arguments: list[str], word: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert word in capsys.readouterr().err


def test_the_insyn_command_verifies_without_starting_django() -> None:
    program = (
        f"import sys; sys.argv = ['insyn', 'verify-draw', {str(EXAMPLE)!r}]\n"
        "from insyn.command import main\n"
        "try: main()\n"
        "except SystemExit as end: assert end.code == 0, end.code\n"
        "assert not any(name.split('.')[0] in {'django', 'numpy'} for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
