from itertools import pairwise

import pytest

from insyn.base.detection import Ground, Passage, detect, detect_in


def names(text: str, *allow: str) -> list[str]:
    return [span.text for span in detect(text, allow=frozenset(allow)) if span.ground is Ground.NAME]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anna Svensson har varit chef i fyra år.", "Anna Svensson"),
        ("Enligt fru Karlsson hölls inget möte.", "Karlsson"),
        ("Karins dotter har klagat.", "Karins"),
        ("Vi mötte Anna-Lena Berg-Olsson där.", "Anna-Lena Berg-Olsson"),
        ("Gode mannen Mikael af Ugglas var med.", "Mikael af Ugglas"),
        ("Enligt L. Ohlsson stämmer det inte.", "L. Ohlsson"),
        ("Listan signerades av E.L. i efterhand.", "E.L."),
        ("Vi talade med Xquzia om maten.", "Xquzia"),
        ("Ansvarig: Stefan", "Stefan"),
        ("Kontrollen gäller anna svensson i loggen.", "anna svensson"),
        ("Undertecknat av ANNA SVENSSON i mars.", "ANNA SVENSSON"),
        ("Vi mötte t.ex. Gösta i köket.", "Gösta"),
    ],
)
def test_a_name_is_found(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    ("person", "thing"),
    [
        ("Björn berättar att maten är god.", "Björn har setts vid skogsbrynet."),
        ("Sten säger att han trivs.", "Sten och grus har skottats bort."),
        ("Hans Berggren deltog.", "Hans rum var inte städat."),
        ("Maj Lind bor på enheten.", "Maj och juni var lugna."),
    ],
)
def test_a_name_that_is_also_a_word_is_told_apart_by_what_follows(person: str, thing: str) -> None:
    assert names(person)
    assert not names(thing)


@pytest.mark.parametrize(
    "text",
    [
        "Personalen berättar att introduktionen är god.",
        "IVO och Socialstyrelsen har inte lämnat synpunkter.",
        "Utföraren Omsorg i Norr AB har tre enheter i Norrköpings kommun.",
        "Rutinen för lex Sarah är känd.",
        "Social- och omsorgsnämnden beslutade i juni.",
        "MAS (Medicinskt ansvarig sjuksköterska) granskade listorna.",
        "A. Verksamhetsplan",
    ],
)
def test_ordinary_words_and_authorities_are_left_alone(text: str) -> None:
    assert not names(text, "Omsorg i Norr AB")


def test_the_name_of_a_unit_may_stand_when_it_is_allowed() -> None:
    assert names("Vi besökte Vallmoro i maj.") == ["Vallmoro"]
    assert not names("Vi besökte Vallmoro i maj. Vallmoros chef var där.", "Vallmoro")


def test_an_allowed_phrase_does_not_let_a_name_within_another_phrase_pass() -> None:
    assert names("Viola bor på Villa Viola.", "Villa Viola") == ["Viola"]


def test_a_name_found_in_one_passage_is_recognised_in_another() -> None:
    passages = [Passage("1", "text", "Vi talade med Björn om maten."), Passage("2", "text", "Björn har tre insatser.")]
    assert [found.passage.block_id for found in detect_in(passages)] == ["1", "2"]
    assert not names(passages[1].text)


def test_spans_are_sorted_and_never_overlap() -> None:
    text = "Anna Svensson, 420315-9878, Storgatan 4, 602 23 Norrköping, 070-174 06 12, a.svensson@example.se, rum 12."
    spans = detect(text)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert [span.text for span in spans] == [text[span.start : span.end] for span in spans]
    assert {span.ground for span in spans} >= {
        Ground.NAME,
        Ground.PERSONAL_NUMBER,
        Ground.ADDRESS,
        Ground.PHONE,
        Ground.ROOM,
    }


def test_high_age_and_a_diagnosis_are_pointed_out_at_the_lowest_level() -> None:
    spans = detect("En 97-årig man föll. Han har diagnosen schizofreni.")
    assert [(span.text, span.certainty.label) for span in spans] == [
        ("97-årig man", "möjlig"),
        ("schizofreni", "möjlig"),
    ]


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "….", "0" * 5000, "A " * 3000, "Anna " * 2000, "a@" * 3000, "1-" * 4000]
)
def test_odd_text_is_read_without_error(text: str) -> None:
    detect(text)
