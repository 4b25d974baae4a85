"""Swedish full-text search: stems for sense, raw words for numbers and compounds, prefixes for both."""

import re
from functools import reduce
from operator import add

from django.contrib.postgres.search import SearchQuery, SearchQueryCombinable, SearchVector
from django.db.models import Func, TextField

# The letters and digits of a search; everything that means something to to_tsquery falls away.
WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 12


class SwedishLower(Func):
    """Small letters whatever the database's locale; in the C locale PostgreSQL's own leaves Å, Ä and Ö."""

    function = "swedish_lower"
    arity = 1
    output_field = TextField()


class Apart(Func):
    """Numbers like 2026/123 are searched by their parts; PostgreSQL would take them for a path."""

    function = "translate"
    template = "%(function)s(%(expressions)s, '/-._:', '     ')"
    arity = 1
    output_field = TextField()


def swedish_vector(**weights: str) -> SearchVector:
    """The vector of fields by weight: `swedish_vector(A="title", B="summary")`; two fields as "a b"."""
    parts = [
        SearchVector(*(Apart(SwedishLower(name)) for name in names.split()), weight=weight, config=config)
        for weight, names in weights.items()
        for config in ("swedish", "simple")
    ]
    return reduce(add, parts)


def prefix_query(text: str) -> SearchQueryCombinable | None:
    """What a person typed, as a query: every word must occur, as itself, inflected, or as a beginning.

    None where nothing searchable was typed.
    """
    words = WORD.findall(text)[:MOST_WORDS]
    if not words:
        return None
    # The stemmer takes endings off but misses definite forms (beslut, beslutet): the beginning finds them.
    typed = " & ".join(f"'{word}':*" for word in words).lower()
    return SearchQuery(typed, config="swedish", search_type="raw") | SearchQuery(
        typed, config="simple", search_type="raw"
    )
