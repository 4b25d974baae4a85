"""What is known of words: which are names, which begin sentences, which are places and authorities."""

import re
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"

_ORDINARY_ENDINGS = (
    "en", "et", "an", "na", "rapport", "plan", "emin", "vis", "ar", "or", "er", "de", "te", "ing", "het", "skap",
    "are", "chef", "terska", "ledare", "ig", "isk", "else", "tion", "ans", "ens", "mål", "sätt", "råd", "ning",
    "ningar", "erad", "erat", "at", "ad", "nas", "ets", "sköterskan", "läkaren", "handläggaren",
)  # fmt: skip
_UNIT_ENDINGS = (
    "styrelsen", "verket", "nämnden", "nämnd", "tjänsten", "tjänst", "myndigheten", "förvaltningen", "kontoret",
    "registret", "lagen", "förordningen", "rådet", "gården", "gård", "hemmet", "huset", "boendet", "centrum",
    "kyrkan", "stiftelsen", "bolaget", "gruppen", "skolan", "enheten", "haga", "backen", "liden", "kliniken",
    "mottagningen", "sjukhuset", "sjukhus", "landet", "staden", "parken", "torget", "bygden", "kassan", "fonden",
    "förbundet", "föreningen", "partiet", "programmet", "gatan", "vägen", "dalen", "boende", "området", "akuten",
    "planen", "policyn", "bladet", "posten",
)  # fmt: skip
_SURNAME_ENDINGS = (
    "sson", "qvist", "kvist", "lund", "gren", "stedt", "dahl", "blom", "ström", "berg", "lind", "strand", "blad",
    "inen", "elius", "ović", "ski", "ska",
)  # fmt: skip
_SAFE_SURNAME_ENDINGS = (
    "sson", "qvist", "stedt", "dahl", "elius", "ović",
)  # fmt: skip


@cache
def words(name: str) -> frozenset[str]:
    """The words of one list, in lower case."""
    return frozenset((_DATA / f"{name}.txt").read_text(encoding="utf-8").casefold().split())


def stem(word: str) -> str:
    """The word without apostrophe and in lower case; the genitive s goes where what is left is a name."""
    plain = re.sub(r"['’`]s$", "", word).casefold().replace("’", "'")
    if plain.endswith("s") and not _listed(plain) and (_listed(plain[:-1]) or plain[:-1].endswith(_SURNAME_ENDINGS)):
        return plain[:-1]
    return plain


def _listed(plain: str) -> bool:
    return plain in words("given_names") or plain in words("surnames")


def is_given_name(word: str) -> bool:
    plain = stem(word)
    return plain in words("given_names") or (
        "-" in plain and any(part in words("given_names") for part in plain.split("-"))
    )


def is_surname(word: str) -> bool:
    plain = stem(word)
    return any(part in words("surnames") or part.endswith(_SAFE_SURNAME_ENDINGS) for part in plain.split("-"))


def looks_like_surname(word: str) -> bool:
    return is_surname(word) or stem(word).endswith(_SURNAME_ENDINGS)


def is_ambiguous(word: str) -> bool:
    """Whether a name is an ordinary word too, so that a capital at the start of a sentence says nothing."""
    plain = stem(word)
    if plain in words("ambiguous") or word.casefold() in words("ambiguous"):
        return True
    return (
        plain in words("surnames")
        and looks_ordinary(word)
        and plain not in words("given_names")
        and not plain.endswith(("sson", "sen"))
    )


def is_listed_ambiguous(word: str) -> bool:
    return stem(word) in words("ambiguous") or word.casefold() in words("ambiguous")


def is_ordinary(word: str) -> bool:
    """Whether a word is in the list of ordinary words and in none of names."""
    plain = word.casefold()
    return plain in words("ordinary") and plain not in words("given_names")


def looks_ordinary(word: str) -> bool:
    """Whether a word that is no known name is likely to be an ordinary one at the start of a sentence."""
    plain = word.casefold()
    return plain in words("ordinary") or plain.endswith(_ORDINARY_ENDINGS) or len(plain) == 1


def is_not_a_name(word: str) -> bool:
    """Whether a word with a capital is known to be a place, an authority, a system or the like."""
    plain = word.casefold()
    bare = plain.removesuffix("s")
    if not {plain, bare}.isdisjoint(words("not_names")):
        return True
    return plain.endswith(_UNIT_ENDINGS) or bare.endswith(_UNIT_ENDINGS)


def is_person_verb(word: str) -> bool:
    """Whether the verb is one that only persons are the subject of."""
    return word in words("person_verbs")


def is_verb(word: str) -> bool:
    """Whether the verb can tell what a person does, though a thing can be its subject too."""
    return is_person_verb(word) or word in words("other_verbs")
