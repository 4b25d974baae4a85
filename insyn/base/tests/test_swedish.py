"""Swedish order and Swedish search, whatever the database's locale."""

import pytest
from django.contrib.postgres.search import SearchVectorField
from django.db import connection
from django.db.models import CharField, F, Value
from django.db.models.expressions import ExpressionWrapper
from hypothesis import given
from hypothesis import strategies as st

from insyn.base.models import Letter
from insyn.base.search import prefix_query, swedish_vector
from insyn.base.swedish import LETTERS, SwedishKey, swedish_key

NAMES = ["Andersson", "andrén", "Åkerö", "Älvgården", "Ängen", "Östergård", "Zeta", "Édith", "Müller", "Myren", "Æsir"]


def letters(names: list[str]) -> None:
    for number, name in enumerate(names):
        Letter.objects.create(key=str(number), to="a@example.org", subject=name, written_at="2026-03-02T12:00Z")


@pytest.mark.django_db
def test_names_stand_in_swedish_order() -> None:
    letters(NAMES)
    told = list(Letter.objects.order_by(SwedishKey("subject")).values_list("subject", flat=True))
    assert told == sorted(NAMES, key=swedish_key)
    wanted = ["Andersson", "andrén", "Édith", "Müller", "Myren", "Zeta", "Åkerö", "Älvgården", "Ängen", "Æsir"]
    assert told == [*wanted, "Östergård"]


@pytest.mark.django_db
def test_a_beginning_is_found_in_any_case() -> None:
    letters(NAMES)
    found = Letter.objects.annotate(sort=SwedishKey("subject")).filter(sort__startswith=swedish_key("ÄNG"))
    assert [letter.subject for letter in found] == ["Ängen"]


@pytest.mark.django_db
@given(st.text(alphabet=LETTERS + "abcXYZ 09-", max_size=20))
def test_python_and_the_database_agree(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT swedish_key(%s)", [text])
        assert cursor.fetchone() == (swedish_key(text),)


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("översyn", True),
        ("ÖVERSYN", True),
        ("besluten", True),
        ("beslut nämnd", True),
        ("2026/123", True),
        ("läkemedels", True),
        ("läkemedelshantering", True),
        ("hantering", False),
        ("beslut saknas", False),
        ("& | ! ' :* (", None),
        ("'; DROP TABLE x; --", False),
    ],
)
@pytest.mark.django_db
def test_texts_are_found_by_sense_and_by_beginning(typed: str, is_found: bool | None) -> None:
    letters(["Översyn av nämndens beslutet om läkemedelshantering, dnr 2026/123"])
    query = prefix_query(typed)
    if is_found is None:
        assert query is None
        return
    rows = Letter.objects.annotate(
        vector=ExpressionWrapper(swedish_vector(A="subject", B="body"), output_field=SearchVectorField())
    )
    assert rows.filter(vector=query).exists() == is_found


def test_the_key_of_a_value_needs_no_column() -> None:
    assert str(SwedishKey(Value("x", output_field=CharField())).get_source_expressions()[0]) == "Value('x')"
    assert SwedishKey(F("a")).output_field.get_internal_type() == "TextField"
