import pytest
from hypothesis import given
from hypothesis import strategies as st

from insyn.base.detection import Certainty, Ground, Span, SpanOutsideText, detect, mask


def by_hand(text: str, part: str, ground: Ground = Ground.NAME) -> Span:
    start = text.index(part)
    return Span(start, start + len(part), ground, part, Certainty.CERTAIN, "tillagd för hand")


def test_each_passage_gives_way_to_a_word_for_its_ground() -> None:
    text = "Anna Svensson (420315-9878) nås på 070-174 06 12."
    assert mask(text, detect(text)) == "[namn borttaget] ([personnummer borttaget]) nås på [telefonnummer borttaget]."


def test_a_span_added_by_hand_joins_the_others_in_any_order() -> None:
    text = "Hon som bor i hörnet, Anna Svensson, är orolig."
    spans = [*detect(text), by_hand(text, "Hon som bor i hörnet", Ground.CIRCUMSTANCE)]
    assert mask(text, reversed(spans)) == "[uppgift borttagen], [namn borttaget], är orolig."


def test_spans_on_top_of_each_other_become_one() -> None:
    text = "Vi mötte Anna Svensson där."
    spans = [*detect(text), by_hand(text, "Svensson där"), by_hand(text, "Anna")]
    assert mask(text, spans) == "Vi mötte [namn borttaget]."


def test_a_masking_made_for_another_text_is_refused() -> None:
    spans = detect("Vi mötte Anna Svensson där.")
    with pytest.raises(SpanOutsideText):
        mask("Vi träffade Anna Svensson.", spans)


@given(st.text(alphabet="Anna Svensson 420315-9878.@åäö\n", max_size=80))
def test_what_is_left_of_any_text_is_what_was_not_pointed_out(text: str) -> None:
    spans = detect(text)
    masked = mask(text, spans)
    removed = sum(len(span.text) for span in spans)
    added = sum(len(span.ground.replacement) for span in spans)
    assert len(masked) == len(text) - removed + added
