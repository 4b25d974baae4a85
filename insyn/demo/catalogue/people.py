"""The demo's people: invented, one for each role and a few more."""

from insyn.access.models import Role

DOMAIN = "sjovalla.example"
PASSWORD = "sjovalla-demo"  # noqa: S105 - the demo's password is printed at start and on its sign-in page

# key: (name, title, role, board key or None for both)
STAFF = {
    "anna": ("Anna Lindmark", "Kvalitetsutvecklare", Role.OFFICER, None),
    "olle": ("Olle Hagström", "Kvalitetsutvecklare", Role.OFFICER, None),
    "bo": ("Bo Åkerlund", "Planeringsledare", Role.OFFICER, "omsorg"),
    "yasmin": ("Yasmin Farah", "Planeringsledare", Role.OFFICER, "aldre"),
    "sten": ("Sten Wallgren", "Kvalitetsstrateg", Role.STRATEGIST, None),
    "moa": ("Moa Ekdahl", "Medicinskt ansvarig sjuksköterska", Role.MEDICAL, None),
    "mikael": ("Mikael Rosén", "Medicinskt ansvarig för rehabilitering", Role.MEDICAL, None),
    "berit": ("Berit Sandell", "Beställare", Role.COMMISSIONER, "aldre"),
    "birger": ("Birger Nylund", "Beställare", Role.COMMISSIONER, "omsorg"),
    "dag": ("Dag Öström", "Omsorgsdirektör", Role.DIRECTOR, None),
    "siv": ("Siv Törnqvist", "Nämndsekreterare", Role.SECRETARY, None),
    "frida": ("Frida Malmsten", "Ordförande i äldreomsorgsnämnden", Role.MEMBER, "aldre"),
    "folke": ("Folke Brandel", "Ordförande i omsorgsnämnden", Role.MEMBER, "omsorg"),
    "disa": ("Disa Holmér", "Systemförvaltare", Role.ADMINISTRATOR, None),
}

# In a municipality of this size the one who follows up also plans and draws.
ALSO = {"anna": Role.STRATEGIST}

# key: (name, title, provider key, unit key or None for all of the provider's units)
MANAGERS = {
    "carin": ("Carin Dahlberg", "Enhetschef", "ekbacken", "lindhaga"),
    "carl": ("Carl Fridh", "Enhetschef", "norrsken", "aspnas"),
    "klara": ("Klara Vinter", "Verksamhetschef", "ekbacken", None),
    "tove": ("Tove Ahlin", "Verksamhetschef", "tallmon", None),
    "klas": ("Klas Renström", "Föreståndare", "klippan", None),
    "omsorgschef": ("Olivia Hedberg", "Verksamhetschef", "kommun-omsorg", None),
    "kommunchef": ("Kristin Sjöö", "Verksamhetschef", "kommun-aldre", None),
}
