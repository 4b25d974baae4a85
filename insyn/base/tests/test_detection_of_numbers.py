import pytest

from insyn.base.detection import Certainty, Ground, detect
from insyn.base.detection.numbers import passes_luhn


def found(text: str) -> list[tuple[Ground, str]]:
    return [(span.ground, span.text) for span in detect(text)]


@pytest.mark.parametrize(
    "number",
    [
        "420315-9878", "19420315-9878", "194203159878", "4203159878", "420315 9878", "42 03 15-9878", "19420315 - 9878",
        "420315–9878", "180411+9814", "710863-9969", "19710863-9969", "420315-98 78",
    ],
)  # fmt: skip
def test_an_identity_number_is_found_however_it_is_written(number: str) -> None:
    assert found(f"Det gäller {number}, enligt pärmen.") == [(Ground.PERSONAL_NUMBER, number)]


def test_the_check_digit_decides_how_sure_it_is() -> None:
    (right,) = detect("Det gäller 420315-9878.")
    (wrong,) = detect("Det gäller 420315-9879.")
    assert (right.certainty, wrong.certainty) == (Certainty.CERTAIN, Certainty.PROBABLE)
    assert "kontrollsiffran" in wrong.why


@pytest.mark.parametrize("number", ["420315-XXXX", "420315-****", "420315-987X"])
def test_a_number_with_its_end_hidden_is_still_found(number: str) -> None:
    assert found(f"Det gäller {number} i listan.") == [(Ground.PERSONAL_NUMBER, number)]


@pytest.mark.parametrize(
    "text",
    [
        "Utföraren har organisationsnummer 556677-8899.",
        "Mötet hölls 2025-06-11 kl. 08.30.",
        "Diarienummer SN 2025/00312.",
        "Ärende 202503-1187 är avslutat.",
        "Faktura 20251345-1234 avser maj.",
        "Avtalet gäller 2023-04-01–2027-03-31.",
        "Planen gäller 171201–180531.",
        "Kostnaden blev 1 250 000 kronor.",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Enskild firma med org.nr 640121-9958.", "640121-9958"),
        ("Organisationsnummer: 6401219958", "6401219958"),
        ("Momsregistreringsnummer SE640121995801.", "SE640121995801"),
    ],
)
def test_a_sole_traders_number_is_a_personal_number(text: str, number: str) -> None:
    assert found(text) == [(Ground.SOLE_TRADER, number)]


@pytest.mark.parametrize("born", ["född 1942-03-15", "född den 9 maj 1929", "f. 1938", "född 420315"])
def test_a_date_of_birth_is_found(born: str) -> None:
    assert (Ground.BIRTH_DATE, born) in found(f"Kvinnan, {born}, bor ensam.")


def test_luhn_knows_a_wrong_digit_and_two_that_changed_places() -> None:
    assert passes_luhn("4203159878")
    assert not passes_luhn("4203159879")
    assert not passes_luhn("4203159887")


@pytest.mark.parametrize(
    "phone",
    [
        "070-174 06 12", "0701740612", "070 174 06 12", "0701-74 06 12", "+46 70 174 06 12", "+46 (0)70-174 06 12",
        "0046 70 174 06 12", "08-465 004 12", "031-390 06 45", "0980-31 92 14", "(08) 465 004 12", "070.174.06.12",
    ],
)  # fmt: skip
def test_a_telephone_number_is_found_however_it_is_written(phone: str) -> None:
    assert found(f"Ring {phone} på vardagar.") == [(Ground.PHONE, phone)]


@pytest.mark.parametrize("text", ["Öppet 0800-1630.", "Öppet 08.00-16.30.", "Daterat 01-12-2025.", "I snitt 0,82."])
def test_times_and_shares_are_no_telephone_numbers(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "mail", ["anna.svensson@example.se", "anna.svensson (at) example.se", "A_s+x@mail.example.com"]
)
def test_a_mail_address_is_found(mail: str) -> None:
    assert found(f"Skriv till {mail} i dag.") == [(Ground.EMAIL, mail)]


@pytest.mark.parametrize(
    "address",
    [
        "Storgatan 4", "Norra Tallvägen 12, lgh 1203", "Kvarngatan 7 B", "Lillgränd 2, 602 23 Norrköping",
        "Tegelbruksvägen 22, 3 tr", "Ängsstigen 3", "Västra Skolgatan 9b",
    ],
)  # fmt: skip
def test_an_address_is_found_with_its_flat_and_its_town(address: str) -> None:
    assert found(f"Hon bor på {address} sedan länge.") == [(Ground.ADDRESS, address)]


@pytest.mark.parametrize(
    "text", ["Åtgärdsplan 2024 är antagen.", "Förrådet på våning 2 var olåst.", "Enligt SFS 2001:453."]
)
def test_plans_floors_and_statutes_are_no_places(text: str) -> None:
    assert found(text) == []


def test_a_number_plate_is_surer_beside_a_car() -> None:
    (beside,) = detect("Bilen KLP 47R stod olåst.")
    (alone,) = detect("I rutan stod KLP 47R.")
    assert (beside.ground, beside.certainty, alone.certainty) == (
        Ground.VEHICLE,
        Certainty.PROBABLE,
        Certainty.POSSIBLE,
    )
