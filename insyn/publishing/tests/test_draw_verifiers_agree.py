"""Two implementations of the draw, Python's and the browser's, say the same about every protocol."""

import base64
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from insyn.statistics.draw import Redraw, frame_sha256, verify_protocol, write_protocol
from insyn.statistics.draw.protocol import FACTS, fact_mark, frame_marks
from insyn.statistics.tests.example import URGENT, example_record
from insyn.statistics.tests.frames import records

NODE = Path(sys.executable).parent / "node"
RUNNER = Path(__file__).parent / "run_verifier.cjs"
BATCH = 25
REDRAW = Redraw("Nämnden § 20", date(2026, 2, 20), "Fel i ramen", "1" * 20)


def _node(*, files: list[bytes] | None = None, texts: list[str] | None = None, plain: bool = False) -> dict[str, Any]:
    encoded = [base64.b64encode(file).decode() for file in files or []]
    task = json.dumps({"files": encoded, "texts": texts or [], "plain": plain})
    done = subprocess.run([NODE, RUNNER], input=task, capture_output=True, text=True, check=True, timeout=120)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _python(source: bytes) -> tuple[bool, str | None, int | None, str | None]:
    difference = verify_protocol(source).difference
    if difference is None:
        return True, None, None, None
    return False, difference.part, difference.line, difference.field


def _browser(outcome: dict[str, Any]) -> tuple[bool, str | None, int | None, str | None]:
    return outcome["ok"], outcome["part"], outcome["line"], outcome["field"]


def test_the_plain_arithmetic_gives_the_published_sums_of_fips_180_4() -> None:
    texts = ["", "abc", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "a" * 1_000_000]
    assert _node(texts=texts)["sums"] == [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
    ]


def test_the_plain_arithmetic_holds_at_every_length_around_a_block() -> None:
    texts = ["å" * 3 + "x" * length for length in range(200)]
    assert _node(texts=texts)["sums"] == [hashlib.sha256(text.encode()).hexdigest() for text in texts]


@pytest.mark.parametrize("plain", [False, True])
@settings(max_examples=8, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(written=st.lists(records(), min_size=BATCH, max_size=BATCH))
def test_random_draws_verify_in_both(written: list[Any], plain: bool) -> None:
    files = [write_protocol(record).encode() for record in written]
    for file, outcome in zip(files, _node(files=files, plain=plain)["outcomes"], strict=True):
        assert outcome["ok"], outcome
        assert outcome["lines"] == json.loads(file)["result"]


def _changed(data: dict[str, Any], choose: Callable[[int], int]) -> dict[str, Any]:
    """One thing changed: a letter of the frame, a fact or a field of the result, with or without mended marks."""
    kind = choose(4)
    if kind == 0:
        at = choose(len(data["frame"]))
        data["frame"] = data["frame"][:at] + "x"[: choose(2)] + data["frame"][at + 1 :]
    elif kind == 1:
        name = ("seed", "meeting", "witness", "frame_sha256", "seed_entered_at")[choose(5)]
        data[name] += "1"
    elif kind == 2 and data["result"]:
        line = data["result"][choose(len(data["result"]))]
        line[list(line)[choose(len(line))]] = ("x", None, 7)[choose(3)]
    elif data["displacements"]:
        entry = data["displacements"][choose(len(data["displacements"]))]
        entry[list(entry)[choose(len(entry))]] = ("x", None, "2026-13-01")[choose(3)]
    if choose(2):
        data["marks"]["facts"] = {name: fact_mark(data[name]) for name in FACTS}
    if kind and choose(2):
        data["marks"]["frame"] = frame_marks(data["frame"])
        data["frame_sha256"] = frame_sha256(data["frame"])
    return data


@settings(max_examples=8, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(written=st.lists(records(), min_size=BATCH, max_size=BATCH), random=st.randoms(use_true_random=False))
def test_changed_draws_are_named_alike_in_both(written: list[Any], random: Any) -> None:
    changed = [_changed(json.loads(write_protocol(record)), random.randrange) for record in written]
    files = [(json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode() for data in changed]
    for file, outcome in zip(files, _node(files=files)["outcomes"], strict=True):
        assert _browser(outcome) == _python(file), (outcome["fact"], verify_protocol(file).difference)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("AV-01;ja;;2;;", "AV-01;nej;;2;;"),
        ("AV-01;ja;;2;;", "AV-01;ja;;4;;"),
        ("AV-01;ja;;2;;", "AV-01;ja;;02;;"),
        ("AV-03;ja;;;2;", "AV-03;ja;;;5;"),
        ("AV-04;", "AV-03;"),
        ("AV-04;", "AV-40;"),
        ("Björken", "Bjo\u0308rken"),
        ("Björken", "Björken;"),
        ("antal: 5", "antal: 0"),
        ("antal: 5", "antal: 9"),
        ("stratum: -", "stratum: boende 5"),
        ("stratum: -", "stratum: boende 4"),
        ("slump 1", "slump 2"),
        ("regelversion: 1", "regelversion: 2"),
        ("regelversion: 1\n", "regelversion: 1\n\n"),
        ("urvalsram: 1", "urvalsram: 2"),
        ("urvalsram", "\ufeffurvalsram"),
        ("Sälgen\n", "Sälgen"),
        ("Sälgen\n", "Sälgen\r\n"),
        ("avtal;slump", "slump;avtal"),
    ],
)
def test_a_forged_frame_with_mended_sums_is_refused_at_the_same_place(old: str, new: str) -> None:
    data = json.loads(write_protocol(example_record()))
    data["frame"] = data["frame"].replace(old, new, 1)
    data["marks"]["frame"] = frame_marks(data["frame"])
    data["frame_sha256"] = frame_sha256(data["frame"])
    file = (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
    (outcome,) = _node(files=[file])["outcomes"]
    assert _browser(outcome) == _python(file)
    assert not outcome["ok"]


@pytest.mark.parametrize(
    "change",
    [
        {"goes_out": "AV-03"},
        {"reason": ""},
        {"comes_in": "AV-01"},
        {"comes_in": "AV-06"},
        {"comes_in": None},
        {"cause": "capacity"},
        {"cause": "lust"},
        {"decided_date": "2026-02-30"},
        {"decided_date": "2026-3-1"},
        {"decided_date": "20260301"},
    ],
)
def test_a_forged_log_with_mended_marks_is_refused_at_the_same_place(change: dict[str, Any]) -> None:
    data = json.loads(write_protocol(example_record(URGENT)))
    data["displacements"][0].update(change)
    data["marks"]["facts"] = {name: fact_mark(data[name]) for name in FACTS}
    file = (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
    (outcome,) = _node(files=[file])["outcomes"]
    assert _browser(outcome) == _python(file)
    assert not outcome["ok"]


@pytest.mark.parametrize("change", [{"decided_date": "20260220"}, {"reason": ""}, {"decision": ""}])
def test_a_forged_redraw_with_mended_marks_is_refused_at_the_same_place(change: dict[str, Any]) -> None:
    data = json.loads(write_protocol(replace(example_record(), redraw=REDRAW)))
    data["redraw"].update(change)
    data["marks"]["facts"] = {name: fact_mark(data[name]) for name in FACTS}
    file = (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
    (outcome,) = _node(files=[file])["outcomes"]
    assert _browser(outcome) == _python(file)
    assert outcome["part"] == "redraw"


def test_no_changed_byte_escapes_the_browser() -> None:
    source = write_protocol(replace(example_record(URGENT), redraw=REDRAW)).encode()
    files = [source[:at] + bytes([source[at] ^ 1]) + source[at + 1 :] for at in range(len(source))]
    assert not any(outcome["ok"] for outcome in _node(files=files)["outcomes"])
    assert _node(files=[source])["outcomes"][0]["ok"]
