"""Thirty invented providers of all three kinds. Organisation numbers are made up and formally valid."""

MUNICIPAL = "municipal"
PRIVATE = "private"
NON_PROFIT = "non_profit"

# key: (name, kind, first nine digits of the organisation number; the check digit is computed)
PROVIDERS = {
    "kommun-aldre": ("Sjövalla kommun, äldreomsorg i egen regi", MUNICIPAL, "219999001"),
    "kommun-omsorg": ("Sjövalla kommun, funktionsstöd i egen regi", MUNICIPAL, "219999001"),
    "kommun-hsl": ("Sjövalla kommun, hälso- och sjukvård", MUNICIPAL, "219999001"),
    "ekbacken": ("Ekbacken & Lind Omsorg AB", PRIVATE, "559990010"),
    "norrsken": ("Norrskensvården i Sjövalla AB", PRIVATE, "559990020"),
    "havsbris": ("Havsbrisens Äldreboenden AB", PRIVATE, "559990030"),
    "tallmon": ("Tallmons Hemtjänst AB", PRIVATE, "559990040"),
    "solsidan": ("Sjövalla Solsida Hemtjänst AB", PRIVATE, "559990050"),
    "vardagskraft": ("Vardagskraft Sjövalla AB", PRIVATE, "559990060"),
    "klippan": ("Klippans Gruppboenden AB", PRIVATE, "559990070"),
    "stenbrottet": ("Stenbrottets Stöd & Service AB", PRIVATE, "559990080"),
    "alvkvarn": ("Älvkvarns Dagliga Verksamhet AB", PRIVATE, "559990090"),
    "brunnsgard": ("Brunnsgårds Assistans AB", PRIVATE, "559990100"),
    "fyrljus": ("Fyrljus Barn och Unga AB", PRIVATE, "559990110"),
    "kvarnhjul": ("Kvarnhjulets Boendestöd AB", PRIVATE, "559990120"),
    "mosippan": ("Mosippans Nattpatrull AB", PRIVATE, "559990130"),
    "lyktan": ("Lyktans Trygghetslarm AB", PRIVATE, "559990140"),
    "resvagen": ("Resvägen Omsorgsresor AB", PRIVATE, "559990150"),
    "enebuske": ("Enebuskens Korttids AB", PRIVATE, "559990160"),
    "hallon": ("Hallonstigens Hemservice AB", PRIVATE, "559990170"),
    "rorvik": ("Rörviks Rehab och Omvårdnad AB", PRIVATE, "559990180"),
    "strandangen": ("Strandängens Vård i Sjövalla AB", PRIVATE, "559990190"),
    "tolvan": ("Tolvans Ledsagning (enskild firma)", PRIVATE, "121212121"),
    "sjostjarnan": ("Stiftelsen Sjöstjärnan", NON_PROFIT, "809999010"),
    "vaggan": ("Kooperativet Vaggan ek. för.", NON_PROFIT, "769999020"),
    "gemenskap": ("Föreningen Gemenskap i Sjövalla", NON_PROFIT, "802999030"),
    "hjalpande": ("Stiftelsen Hjälpande Händer Sjövalla", NON_PROFIT, "809999040"),
    "slojdhuset": ("Slöjdhuset i Sjövalla ideell förening", NON_PROFIT, "802999050"),
    "anhorig": ("Anhörigföreningen Ankaret", NON_PROFIT, "802999060"),
    "byaliv": ("Byaliv Sjövalla ek. för.", NON_PROFIT, "769999070"),
}
SOLE_TRADERS = frozenset({"tolvan"})
