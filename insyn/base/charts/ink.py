"""SVG's strokes and fills.

Each mark has a class, which charts.css colours for light and dark pages, and a presentation attribute with the light
colour, which the PDF and the Word picture use: a stylesheet always wins over a presentation attribute, so that the
same SVG serves all three.
"""

import re
from html import escape

from insyn.base.charts.numbers import coordinate as c

FONT = "Source Sans 3"
SIZE = 14
SMALL = 12
TEXT = "#1e2b3c"
SUBTLE = "#4a5868"
GRID = "#d5dbe1"
PAINTS = {
    "1": "#00566b",
    "2": "#b4500f",
    "3": "#4f7322",
    "4": "#7a3e8e",
    "5": "#7a6200",
    "6": "#566270",
    "good": "#27704a",
    "warning": "#7a4d00",
    "danger": "#b3261e",
    "neutral": "#66717e",
}
_CORNERS: list[list[tuple[float, float]]] = [
    [],  # a circle
    [(-1, -1), (1, -1), (1, 1), (-1, 1)],
    [(0, -1.3), (1.2, 0.9), (-1.2, 0.9)],
    [(0, -1.5), (1.5, 0), (0, 1.5), (-1.5, 0)],
]
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def safe(text: str) -> str:
    """Escaped for XML, without the characters that no XML may hold."""
    return escape(_ILLEGAL.sub("", text))


def text_width(text: str, size: float = SIZE) -> float:
    """A generous guess at the width: the reader's font is not known here."""
    return len(text) * size * 0.54


def shortened(text: str, width: float, size: float = SIZE) -> str:
    room = max(3, int(width / (size * 0.54)))
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"


def wrapped(text: str, width: float, lines: int = 2) -> list[str]:
    """The label on at most so many lines; what does not fit ends in an ellipsis."""
    out: list[str] = []
    for word in text.split():
        longer = f"{out[-1]} {word}" if out else word
        if out and text_width(longer) <= width:
            out[-1] = longer
        else:
            out.append(word)
    if len(out) > lines:
        out = [*out[: lines - 1], " ".join(out[lines - 1 :])]
    return [shortened(line, width) for line in out]


def label(x: float, y: float, text: str, *, anchor: str = "start", size: int = SIZE, kind: str = "label") -> str:
    paint = {"label": TEXT, "subtle": SUBTLE, "on": "#ffffff"}[kind]
    return (
        f'<text class="chart-{kind}" x="{c(x)}" y="{c(y)}" font-size="{size}" text-anchor="{anchor}" fill="{paint}">'
        f"{safe(text)}</text>"
    )


def rect(x: float, y: float, width: float, height: float, ink: str) -> str:
    return (
        f'<rect class="chart-ink-{ink}" x="{c(x)}" y="{c(y)}" width="{c(max(width, 0))}" height="{c(height)}" '
        f'fill="{PAINTS[ink]}"/>'
    )


def rule(x1: float, y1: float, x2: float, y2: float, kind: str = "grid") -> str:
    paint, width, dash = {
        "grid": (GRID, 1, ""),
        "axis": (SUBTLE, 1, ""),
        "centre": (TEXT, 1.5, ' stroke-dasharray="7 4"'),
        "limit": (SUBTLE, 1, ' stroke-dasharray="2 3"'),
    }[kind]
    return (
        f'<line class="chart-{kind}" x1="{c(x1)}" y1="{c(y1)}" x2="{c(x2)}" y2="{c(y2)}" '
        f'stroke="{paint}" stroke-width="{width}"{dash}/>'
    )


def path(points: list[tuple[float, float]], ink: str) -> str:
    steps = "L".join(f"{c(x)} {c(y)}" for x, y in points)
    return (
        f'<path class="chart-stroke-{ink}" d="M{steps}" fill="none" stroke="{PAINTS[ink]}" stroke-width="2" '
        'stroke-linejoin="round" stroke-linecap="round"/>'
    )


def marker(x: float, y: float, ink: str, shape: int = 0, size: float = 3.5) -> str:
    """Series differ by shape as well as by colour."""
    corners = _CORNERS[shape % 4]
    if not corners:
        return f'<circle class="chart-ink-{ink}" cx="{c(x)}" cy="{c(y)}" r="{c(size)}" fill="{PAINTS[ink]}"/>'
    points = " ".join(f"{c(x + dx * size)},{c(y + dy * size)}" for dx, dy in corners)
    return f'<polygon class="chart-ink-{ink}" points="{points}" fill="{PAINTS[ink]}"/>'


def legend(names: list[tuple[str, str]], width: float, y: float) -> tuple[list[str], float]:
    """Names with their colours on as many lines as they need; returns the marks and the y below them."""
    marks: list[str] = []
    x = 0.0
    for name, ink in names:
        text = shortened(name, width - 30)
        wide = 22 + text_width(text) + 14
        if x and x + wide > width:
            x, y = 0.0, y + 22
        marks += [rect(x, y, 14, 14, ink), label(x + 20, y + 12, text)]
        x += wide
    return marks, y + 28
