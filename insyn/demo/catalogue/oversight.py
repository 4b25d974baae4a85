"""What stands out in the made-up municipality: reports of wrongs, authorities' inspections, what was passed on."""

import datetime as dt
from dataclasses import dataclass

from insyn.registers.models import Inspection, Referral


@dataclass(frozen=True)
class Wrong:
    """A serious event on further tracks: the day, the unit, and how many days until each step that has been taken."""

    unit: str
    day: dt.date
    category: str
    text: str
    basis: tuple[str, ...]
    is_serious: bool | None
    steps: tuple[tuple[str, int], ...]


def day(year: int, month: int, number: int) -> dt.date:
    return dt.date(year, month, number)


SARAH, MARIA = ("lex_sarah",), ("lex_maria", "hsl")
MILD = (("assessed", 2), ("informed", 4), ("investigated", 19), ("closed", 24))
GRAVE = (
    ("assessed", 1), ("informed", 2), ("investigated", 20), ("sent", 23), ("receipt", 26), ("decided", 95),
    ("closed", 101),
)  # fmt: skip
MEDICAL = (("assessed", 1), ("informed", 2), ("investigated", 30), ("sent", 45), ("receipt", 48), ("decided", 120))

WRONGS = (
    Wrong("bjorkliden", day(2025, 1, 20), "utebliven", "Morgonhjälpen uteblev en hel förmiddag.", SARAH, False, MILD),
    Wrong("hemtjanst-norr", day(2025, 3, 11), "larm", "Larm besvarades inte under en natt.", SARAH, True, GRAVE),
    Wrong("gruppbostad-klippan", day(2025, 5, 6), "hot-och-vald", "Två boende kom till skada i ett bråk.",
          ("lex_sarah", "lss"), True, GRAVE),
    Wrong("aspnas", day(2025, 6, 30), "lakemedel", "Dubbel dos av blodförtunnande.", MARIA, True, MEDICAL),
    Wrong("tallmon-soder", day(2025, 9, 15), "utebliven", "Besöken en hel helg ställdes in.", SARAH, True, GRAVE),
    Wrong("lindhaga", day(2025, 11, 3), "bemotande", "Hårda ord och grepp vid morgonhjälp.", SARAH, False, MILD),
    Wrong("barnboendet-kometen", day(2026, 1, 19), "rutin", "Nattpersonal saknades en timme.", SARAH, True, GRAVE),
    Wrong("havsbrisen", day(2026, 2, 9), "trycksar", "Trycksår av grad tre upptäcktes sent.", MARIA, True, MEDICAL),
    Wrong("vinkelhuset", day(2026, 4, 21), "fall", "Upprepade fall utan ny riskbedömning.", SARAH, False, MILD),
    Wrong("stenbrottets-gruppbostad", day(2026, 6, 2), "bemotande", "Dörren till ett rum hölls låst utifrån.",
          ("lex_sarah", "lss"), True, GRAVE[:5]),
    Wrong("aspnas", day(2026, 8, 24), "utebliven", "Ingen tillsyn under en natt.", SARAH, True, GRAVE[:5]),
    Wrong("hemtjanst-vast", day(2026, 9, 28), "lakemedel", "Insulin gavs till fel person.", MARIA, True, MEDICAL[:3]),
    # The clocks that run: the day to send is near, the assessment is due, the investigation is under way or late.
    Wrong("polstjarnan", day(2026, 10, 1), "lakemedel", "Smärtplåster satt kvar i nio dagar.", MARIA, True, MEDICAL[:2]),
    Wrong("hemtjanst-centrum", day(2026, 10, 12), "utebliven", "Flera besök signerade men inte utförda.", SARAH, True,
          GRAVE[:2]),
    Wrong("lindhaga", day(2026, 10, 26), "nutrition", "Fel kost serverades trots allergi.", SARAH, None, ()),
    Wrong("gruppbostad-skaret", day(2026, 11, 2), "hot-och-vald", "Fasthållning utan beslut.", ("lex_sarah", "lss"), True,
          GRAVE[:2]),
    Wrong("granhaga", day(2026, 11, 16), "fall", "Höftfraktur efter tredje fallet på en vecka.",
          ("lex_sarah", "lex_maria"), None, ()),
    Wrong("korttidsboendet-hamnen", day(2026, 11, 19), "informationsoverforing",
          "Hemgång utan att hemtjänsten fick veta.", SARAH, None, ()),
)  # fmt: skip

EVIDENCE = {
    "assessed": "Tjänsteanteckning om bedömningen",
    "investigated": "Utredningen i diariet",
    "informed": "Tjänsteanteckning om samtalet",
    "sent": "Anmälan i diariet",
    "receipt": "Kvittens från myndigheten",
    "decided": "Beslut från myndigheten",
    "closed": "Avslutsanteckning",
}

_A, _R, _M, _T = Inspection.Authority, Inspection.Result, Referral.Matter, Referral.Authority

# unit, authority, day, what about, result, days to the decision, days to the last day of the answer, days to the answer
INSPECTIONS = (
    ("lindhaga", _A.IVO, day(2025, 2, 18), "Bemanning och legitimerad personal nattetid", _R.REMARKS, 40, 70, 66),
    ("gruppbostad-klippan", _A.IVO, day(2025, 9, 9), "Skydds- och begränsningsåtgärder", _R.ORDER, 35, 65, 63),
    ("fyrljus-barnboende", _A.IVO, day(2026, 2, 3), "Årlig tillsyn av boende för barn", _R.NONE, 30, None, None),
    ("hemtjanst-norr", _A.AV, day(2026, 4, 14), "Ensamarbete och hot under kvällar", _R.REMARKS, 21, 60, 58),
    ("barnboendet-kometen", _A.IVO, day(2026, 6, 9), "Årlig tillsyn av boende för barn", _R.REMARKS, 28, 58, None),
    ("aspnas", _A.IVO, day(2026, 9, 22), "Läkemedelshantering efter anmälan enligt lex Maria", _R.ORDER, 37, 70, None),
    ("tallmon-soder", _A.AV, day(2026, 11, 10), "Arbetstider och raster", "", None, None, None),
)
# provider, unit, what about, to whom, noticed, what, days until it was passed on
REFERRALS = (
    ("tallmon", "tallmon-soder", _M.EMPLOYER, _T.WORK, day(2025, 6, 12), "Scheman utan dygnsvila i tre veckor.", 4),
    (
        "solsidan",
        "solsidans-hemtjanst",
        _M.FEES,
        _T.POLICE,
        day(2026, 3, 4),
        "Fakturerade timmar överstiger loggade.",
        6,
    ),
    ("stenbrottet", None, _M.TAX, _T.TAX, day(2026, 8, 31), "Underleverantör saknar registrering.", 3),
    ("norrsken", "aspnas", _M.EMPLOYER, _T.MIGRATION, day(2026, 11, 13), "Arbetstillstånd kunde inte visas.", None),
)
