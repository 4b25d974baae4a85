"""Clues that can point out one person in a small group: high age, a diagnosis told of one person, the only one.

Always only possible: whether a clue points somebody out depends on what the reader knows.
"""

import re
from collections.abc import Iterator

from insyn.base.detection.spans import Certainty, Ground, Span

_WHO = (
    r"(?:kvinna|kvinnan|man|mannen|person|personen|boende|brukare|brukaren|"
    r"flicka|flickan|pojke|pojken|dam|herre|barn|ungdom)"
)
_AGED = re.compile(rf"(?<!\w)(?:\d{{1,3}}-årig(?:a|e)?\s{_WHO}|{_WHO}\spå\s\d{{1,3}}\sår)(?!\w)", re.IGNORECASE)
_ONLY = re.compile(
    rf"(?<!\w)den\s(?:end[ae]|äldst[ae]|yngst[ae])\s(?:kvinnliga\s|manliga\s|boende\s)?{_WHO}(?!\w)", re.IGNORECASE
)
_ILLNESS = (
    r"(?:(?:Parkinsons|Alzheimers|Huntingtons|Crohns|Downs|Aspergers|Tourettes)(?:\s(?:sjukdom|syndrom))?|schizofreni|"
    r"bipolär sjukdom|als|ms|hiv|afasi|demens(?:sjukdom)?|autism|adhd|epilepsi|cancer|psykos|depression|diabetes|"
    r"missbruk|alkoholberoende|utvecklingsstörning|intellektuell funktionsnedsättning|hjärtsvikt|kol)"
)
_SINGLE = (
    r"(?:han|hon|hen|hans|hennes|kvinnan|mannen|personen|brukaren|den enskilde|"
    r"den boende|en boende|en brukare|en kvinna|en man|"
    r"flickan|pojken|modern|fadern|sonen|dottern)"
)
_TOLD = re.compile(rf"(?<!\w){_SINGLE}\s(?:[^.\n]{{0,60}}?\s)?(?P<illness>{_ILLNESS})(?!\w)", re.IGNORECASE)


def circumstances(text: str) -> Iterator[Span]:
    """Each clue about one person's age, health or place in a small group."""
    for pattern, why in ((_AGED, "ålder"), (_ONLY, "ensam av sitt slag i en liten grupp")):
        for match in pattern.finditer(text):
            yield Span(*match.span(), Ground.CIRCUMSTANCE, match[0], Certainty.POSSIBLE, why)
    for match in _TOLD.finditer(text):
        start, end = match.span("illness")
        yield Span(start, end, Ground.CIRCUMSTANCE, text[start:end], Certainty.POSSIBLE, "hälsa hos en enskild")
