"""About a hundred invented units, by service area and provider."""

import datetime as dt

# area: ((provider, unit names, places each), ...)
UNITS: dict[str, tuple[tuple[str, str, int], ...]] = {
    "vob": (
        (
            "kommun-aldre",
            "Björkliden, Granhaga, Rönnebo, Hasselbacken, Syrengården, Almgläntan, Oxelhöjden, Vinkelhuset",
            48,
        ),
        ("ekbacken", "Lindhaga, Lönnviken, Sälgbo, Videgården", 54),
        ("norrsken", "Aspnäs, Polstjärnan", 60),
        ("havsbris", "Havsbrisen, Måsvikens äldreboende", 42),
        ("sjostjarnan", "Sjöstjärnans äldreboende", 32),
        ("strandangen", "Strandängen", 40),
    ),
    "hemtjanst": (
        (
            "kommun-aldre",
            "Hemtjänst Centrum, Hemtjänst Norr, Hemtjänst Söder, Hemtjänst Väst, Hemtjänst Skärgården, Nattpatrullen",
            120,
        ),
        ("tallmon", "Tallmon Öst, Tallmon Söder", 85),
        ("solsidan", "Solsidans hemtjänst", 60),
        ("hallon", "Hallonstigens hemtjänst", 45),
        ("rorvik", "Rörviks hemtjänst", 50),
        ("mosippan", "Mosippans nattpatrull", 40),
        ("lyktan", "Lyktans trygghetslarm", 900),
        ("byaliv", "Byaliv hemtjänst", 25),
    ),
    "korttidsboende": (
        ("kommun-aldre", "Korttidsboendet Hamnen", 18),
        ("enebuske", "Enebusken korttids", 12),
    ),
    "dagverksamhet": (
        ("kommun-aldre", "Dagverksamheten Solrosen, Dagverksamheten Blåklinten", 24),
        ("hjalpande", "Hjälpande Händers dagverksamhet", 16),
        ("anhorig", "Ankarets dagverksamhet", 14),
    ),
    "motesplatser": (
        ("kommun-aldre", "Mötesplats Torget, Mötesplats Bryggan, Mötesplats Kvarnen", 60),
        ("gemenskap", "Gemenskapens hus", 50),
        ("byaliv", "Byalivs mötesplats", 40),
    ),
    "resor-aldre": (("resvagen", "Resvägen, resor till dagverksamhet", 70),),
    "hsl-aldre": (("kommun-hsl", "Sjuksköterskor äldre, Rehabenheten", 0),),
    "bss": (
        (
            "kommun-omsorg",
            "Gruppbostad Ekorren, Gruppbostad Igelkotten, Gruppbostad Lärkan, Gruppbostad Domherren, "
            "Gruppbostad Talgoxen, Gruppbostad Svalan, Servicebostad Kajen, Servicebostad Slussen, "
            "Gruppbostad Ugglan, Gruppbostad Trasten, Gruppbostad Bofinken, Gruppbostad Koltrasten, "
            "Gruppbostad Sparven, Servicebostad Bryggeriet, Servicebostad Lyktan, Gruppbostad Hackspetten",
            6,
        ),
        ("klippan", "Gruppbostad Klippan, Gruppbostad Skäret, Gruppbostad Holmen, Gruppbostad Udden", 6),
        ("stenbrottet", "Stenbrottets servicebostad, Stenbrottets gruppbostad", 10),
        ("vaggan", "Vaggans gruppbostad", 5),
    ),
    "dv": (
        (
            "kommun-omsorg",
            "Dagcenter Verkstaden, Dagcenter Caféet, Dagcenter Ateljén, Dagcenter Trädgården, Dagcenter Snickeriet",
            22,
        ),
        ("alvkvarn", "Älvkvarns dagliga verksamhet, Älvkvarns mediegrupp", 18),
        ("slojdhuset", "Slöjdhuset", 15),
    ),
    "boendestod": (
        ("kommun-omsorg", "Boendestöd Öst, Boendestöd Väst, Boendestöd Natt", 70),
        ("kvarnhjul", "Kvarnhjulets boendestöd", 55),
        ("vardagskraft", "Vardagskrafts hemtjänst under 65", 30),
        ("solsidan", "Solsidan under 65", 20),
        ("tolvan", "Tolvans ledsagning", 6),
    ),
    "korttidsvistelse": (
        ("kommun-omsorg", "Korttidshemmet Regnbågen", 8),
        ("enebuske", "Enebuskens korttidshem", 6),
        ("fyrljus", "Fyrljus läger och korttids", 10),
    ),
    "barnboende": (
        ("kommun-omsorg", "Barnboendet Kometen, Barnboendet Stjärnfallet", 5),
        ("fyrljus", "Fyrljus barnboende, Fyrljus ungdomsboende", 5),
    ),
    "assistans": (
        ("kommun-omsorg", "Personlig assistans Norr, Personlig assistans Syd, Personlig assistans Centrum", 24),
    ),
    "resor-omsorg": (("resvagen", "Resvägen, resor till daglig verksamhet", 110),),
    "hsl-omsorg": (("kommun-hsl", "Sjuksköterskor funktionsstöd", 0),),
}

# unit: (day, what happened, new value); old follow-ups keep what was true then.
CHANGES: tuple[tuple[str, dt.date, str, str], ...] = (
    ("masvikens-aldreboende", dt.date(2025, 9, 1), "name", "Måsviken"),
    ("strandangen", dt.date(2026, 4, 1), "provider", "ekbacken"),
    ("gruppbostad-trasten", dt.date(2026, 2, 1), "closed", "Lägenheterna såldes"),
    ("hallonstigens-hemtjanst", dt.date(2026, 9, 1), "closed", "Utföraren lämnade valfrihetssystemet"),
)
# unit: the day it opened, where that is not the beginning.
OPENINGS: dict[str, dt.date] = {
    "polstjarnan": dt.date(2026, 3, 1),
    "vaggans-gruppbostad": dt.date(2025, 10, 1),
    "byaliv-hemtjanst": dt.date(2026, 5, 1),
}
