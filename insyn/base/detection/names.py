"""Names of persons in Swedish text.

Swedish writes ordinary words with a small letter, so a capital inside a sentence that is no known place or authority
is taken for a name. At the start of a sentence the word lists, the neighbours and the verb decide.
"""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from insyn.base.detection import lexicon
from insyn.base.detection.spans import Certainty, Ground, Span
from insyn.base.detection.wording import Word, split_words

_TITLES = re.compile(
    r"(?:fru|herr|fröken|syster|broder|doktor|dr|familjen|makarna|paret|tant|farbror|farfar|farmor|morfar|mormor|\w*sköterskan?|"
    r"\w*chef(?:en)?|\w*läkaren?|\w*terapeut(?:en)?|\w*handläggaren?|\w*ledaren?|kontaktman(?:nen)?|gode? man(?:nen)?|"
    r"\w*ombudet|\w*ombud|mas|mar|vikarien|sonen|dottern|modern|fadern|mamman|pappan|hustrun|maken|makan|signaturen)$",
    re.IGNORECASE,
)
_UNITS = re.compile(
    r"(?:villa|stiftelsen|bolaget|region|enheten|boendet|gruppbostaden|verksamheten|dagverksamheten|äldreboendet|vårdboendet|"
    r"utföraren|företaget|leverantören|systemet|gruppboendet|korttidsboendet|korttidshemmet|demensboendet|kvarteret|kommundelen)$",
    re.IGNORECASE,
)
_AFTER_UNITS = re.compile(
    r"(?:AB|HB|KB|kommun|kommuns|stad|stads|län|läns|socken|gruppbostad|äldreboende|vårdboende|dagverksamhet)$"
)
_INITIALS = re.compile(r"(?<![\w.])[A-ZÅÄÖ]\.\s?(?:[A-ZÅÄÖ]\.\s?)?[A-ZÅÄÖ]\.(?!\w)")
_INITIAL_BEFORE = re.compile(r"(?<![\w.])(?:[A-ZÅÄÖ]\.\s?){1,3}$")


@dataclass(frozen=True)
class Around:
    """The word before a run of names and the two after it."""

    before: Word | None
    gap: str
    after: Word | None
    later: Word | None

    @property
    def next_word(self) -> str:
        return self.after.text.casefold() if self.after else ""

    @property
    def has_title(self) -> bool:
        return bool(self.before and self.gap == " " and _TITLES.fullmatch(self.before.text))

    @property
    def is_unit(self) -> bool:
        """Whether the words are the name of a firm, a municipality or a unit, or a lex."""
        named = bool(self.after and _AFTER_UNITS.fullmatch(self.after.text) and self.after.gap == " ")
        return named or bool(self.before and self.before.text.casefold() == "lex")

    @property
    def follows_unit(self) -> bool:
        return bool(self.before and _UNITS.fullmatch(self.before.text))

    @property
    def is_followed_by_name(self) -> bool:
        """Whether an "och" or a comma joins the word to a word with a capital."""
        if not self.after:
            return False
        other = self.later if self.next_word == "och" else self.after if self.after.gap == ", " else None
        return bool(other and other.is_capital and not _is_foreign_to_names(other))


def names(text: str, *, allow: Set[str] = frozenset(), known: Set[str] = frozenset()) -> Iterator[Span]:
    """Each name in the text; `known` holds names found elsewhere in the same document, in lower case."""
    words = split_words(text)
    may_stand = _allowed(text, allow)
    free = [
        word
        for word in words
        if not any(start <= word.start and word.end <= end for start, end in may_stand) and not _is_half(text, word)
    ]
    for run in _runs(text, free):
        if span := _judge(text, words, run, known):
            yield span
    for match in _INITIALS.finditer(text):
        yield Span(*match.span(), Ground.NAME, match[0].strip(), Certainty.POSSIBLE, "initialer")
    yield from _in_small_letters(free, text)


def certain_names(spans: Iterable[Span]) -> frozenset[str]:
    """The single names, in lower case, that other passages of the document may repeat."""
    sure = (span for span in spans if span.ground is Ground.NAME and span.certainty > Certainty.POSSIBLE)
    found = (lexicon.stem(word.text) for span in sure for word in split_words(span.text) if len(word.text) > 2)
    return frozenset(word for word in found if lexicon.is_given_name(word) or not lexicon.looks_ordinary(word))


def _allowed(text: str, allow: Set[str]) -> list[tuple[int, int]]:
    """Where allowed phrases stand, a genitive s included."""
    if not any(allow):
        return []
    return [match.span() for match in _pattern(frozenset(allow)).finditer(text)]


@lru_cache(maxsize=8)
def _pattern(allow: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(filter(None, allow), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})s?(?!\w)")


def _is_half(text: str, word: Word) -> bool:
    """The first half of a pair, as in "Social- och omsorgsnämnden"."""
    return bool(re.match(r"[-\u2013]\s+(?:och|eller|samt)\b", text[word.end : word.end + 10]))


def _runs(text: str, words: list[Word]) -> Iterator[list[Word]]:
    """Words with a capital that stand together, particles between them included."""
    run: list[Word] = []
    pending: list[Word] = []
    for word in words:
        joined = bool(run) and _is_joined(text, run, pending, word)
        if joined and word.text in lexicon.words("particles"):
            pending.append(word)
        elif word.is_capital and not word.is_compound and joined:
            run, pending = [*run, *pending, word], []
        else:
            if run:
                yield run
            run, pending = ([word] if word.is_capital and not word.is_compound else []), []
    if run:
        yield run


def _is_joined(text: str, run: list[Word], pending: list[Word], word: Word) -> bool:
    last = (pending or run)[-1]
    between = text[last.end : word.start]
    return between in {" ", "\u00a0", ". "} and (between != ". " or len(last.text) == 1)


def _judge(text: str, words: list[Word], run: list[Word], known: Set[str]) -> Span | None:
    run = _without_edges(run, known)
    if not run:
        return None
    if len(run) > 1 and len(run[0].text) == 1:
        run = run[1:]
    first, last = run[0], run[-1]
    start, end = _with_initials(text, first.start), last.end
    verdict = _verdict(run, _around(words, first, last), known, has_initial=start < first.start)
    return Span(start, end, Ground.NAME, text[start:end], *verdict) if verdict else None


def _without_edges(run: list[Word], known: Set[str]) -> list[Word]:
    """The run without ordinary words that begin it and places that end it."""
    while run and (_begins_ordinarily(run, known) or _is_foreign_to_names(run[0]) or not run[0].is_capital):
        run = run[1:]
    while run and (_is_foreign_to_names(run[-1]) or run[-1].text in lexicon.words("particles")):
        run = run[:-1]
    return run


def _begins_ordinarily(run: list[Word], known: Set[str]) -> bool:
    word = run[0]
    if not word.begins_sentence or lexicon.stem(word.text) in known:
        return False
    if lexicon.is_given_name(word.text) and not lexicon.is_ambiguous(word.text):
        return False
    if lexicon.is_surname(word.text) and not lexicon.is_listed_ambiguous(word.text):
        return False
    if lexicon.is_ambiguous(word.text):
        return len(run) > 1 and not lexicon.looks_like_surname(run[1].text) and not lexicon.is_given_name(run[1].text)
    return lexicon.is_ordinary(word.text) or (lexicon.looks_ordinary(word.text) and len(run) < 3)


def _is_foreign_to_names(word: Word) -> bool:
    if (
        lexicon.is_given_name(word.text)
        and not word.is_upper
        and word.text.casefold() not in lexicon.words("not_names")
    ):
        return False
    if word.is_upper:
        return not _is_name_in_capitals(word)
    return lexicon.is_ordinary(word.text) or lexicon.is_not_a_name(word.text) or bool(_TITLES.fullmatch(word.text))


def _is_name_in_capitals(word: Word) -> bool:
    return len(word.text) > 3 and (lexicon.is_given_name(word.text) or lexicon.looks_like_surname(word.text))


def _with_initials(text: str, start: int) -> int:
    match = _INITIAL_BEFORE.search(text, max(0, start - 9), start)
    return match.start() if match else start


def _around(words: list[Word], first: Word, last: Word) -> Around:
    index = {word.start: place for place, word in enumerate(words)}
    before, after = index[first.start] - 1, index[last.start] + 1
    return Around(words[before] if before >= 0 else None, first.gap, *[*words[after : after + 2], None, None][:2])


def _verdict(run: list[Word], around: Around, known: Set[str], *, has_initial: bool) -> tuple[Certainty, str] | None:
    if all(len(word.text) == 1 for word in run) or around.is_unit:
        return None
    if has_initial and _is_numbered_heading(run):
        return None
    if around.has_title and not run[0].begins_sentence:
        return Certainty.CERTAIN, "namn efter titel"
    if has_initial:
        return Certainty.PROBABLE, "initial och efternamn"
    if len(run) > 1:
        return _of_several(run)
    return _at_start(run[0], around, known) if run[0].begins_sentence else _within(run[0], around, known)


def _is_numbered_heading(run: list[Word]) -> bool:
    """A letter that numbers a heading, as in "A. Verksamhetsplan"."""
    return lexicon.looks_ordinary(run[-1].text) and not lexicon.looks_like_surname(run[-1].text)


def _of_several(run: list[Word]) -> tuple[Certainty, str]:
    given = any(lexicon.is_given_name(word.text) for word in run[:-1])
    if given and lexicon.looks_like_surname(run[-1].text):
        return Certainty.CERTAIN, "för- och efternamn"
    if given or lexicon.is_surname(run[-1].text):
        return Certainty.PROBABLE, "förnamn eller efternamn med stor bokstav intill"
    return Certainty.POSSIBLE, "flera ord med stor bokstav"


def _within(word: Word, around: Around, known: Set[str]) -> tuple[Certainty, str] | None:
    if lexicon.stem(word.text) in known:
        return Certainty.PROBABLE, "namn som finns på annat ställe"
    if around.follows_unit:
        return None
    if lexicon.is_given_name(word.text) or lexicon.is_surname(word.text):
        return Certainty.PROBABLE, "namn"
    return (Certainty.POSSIBLE, "okänt ord med stor bokstav") if len(word.text) > 1 else None


def _at_start(word: Word, around: Around, known: Set[str]) -> tuple[Certainty, str] | None:
    if lexicon.stem(word.text) in known:
        return Certainty.POSSIBLE, "namn som finns på annat ställe"
    is_name = lexicon.is_given_name(word.text) or lexicon.is_surname(word.text)
    if is_name and not lexicon.is_ambiguous(word.text):
        return Certainty.PROBABLE, "namn i början av meningen"
    if lexicon.is_ambiguous(word.text):
        likely = is_name and (lexicon.is_person_verb(around.next_word) or around.is_followed_by_name)
        return (Certainty.PROBABLE, "namn följt av verb om en person") if likely else None
    if lexicon.looks_ordinary(word.text):
        return None
    if lexicon.is_verb(around.next_word) or around.is_followed_by_name:
        return Certainty.POSSIBLE, "okänt ord i början av meningen"
    return None


def _in_small_letters(words: list[Word], text: str) -> Iterator[Span]:
    for first, last in pairwise(words):
        if last.gap != " " or first.is_capital or last.is_capital:
            continue
        sure = not lexicon.is_ambiguous(first.text) and not lexicon.is_ambiguous(last.text)
        if sure and lexicon.is_given_name(first.text) and lexicon.is_surname(last.text):
            span = text[first.start : last.end]
            yield Span(
                first.start, last.end, Ground.NAME, span, Certainty.PROBABLE, "för- och efternamn med små bokstäver"
            )
