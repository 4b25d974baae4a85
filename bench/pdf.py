"""A report of sixty pages as PDF, beside WeasyPrint on the same document's page, in the same run.

Cold is the first print of a new process that has loaded its code: nothing of fonts, template or layout is kept.
Both make tagged PDF for PDF/UA-1 (ours also PDF/A-2a). WeasyPrint needs Pango on the machine.
"""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from bench.result import Result, seconds

PROJECT = Path(__file__).parent.parent
AT = datetime(2025, 6, 3, tzinfo=UTC)
PAGES = 63  # of the sample's sections, which fill sixty sheets
STYLE = "@page { size: A4; margin: 25mm } body { font: 10.5pt 'Source Sans 3', sans-serif }"
SHEETS = ("insyn/base/static/base/charts.css", "insyn/reporting/static/reporting/document.css")


def typst() -> Callable[[], bytes]:
    from insyn.reporting.document import Paragraph, rich
    from insyn.reporting.printers import print_pdf
    from insyn.reporting.tests.sample import long_report

    report, edits = long_report(PAGES), count()

    def write() -> bytes:
        # Each print has one paragraph that the last had not: a report is printed again because it was changed.
        edited = Paragraph("edited", rich(f"Ändring {next(edits)}"))
        return print_pdf(replace(report, blocks=(*report.blocks[:2], edited, *report.blocks[2:])), at=AT)

    return write


def weasyprint() -> Callable[[], bytes]:
    from weasyprint import CSS, HTML

    from insyn.reporting.printers import print_html
    from insyn.reporting.tests.sample import long_report

    page = f'<!doctype html><html lang="sv"><title>Rapport</title>{print_html(long_report(PAGES))}</html>'
    styles = STYLE + "".join((PROJECT / sheet).read_text() for sheet in SHEETS)

    def write() -> bytes:
        made: bytes = HTML(string=page).write_pdf(stylesheets=[CSS(string=styles)], pdf_variant="pdf/ua-1")
        return made

    return write


def alone(maker: str, warm: int) -> dict[str, float]:
    """Seconds for the first and the later prints in a process of its own, and the sheets of paper."""
    command = [sys.executable, "-W", "ignore", "-m", "bench.pdf", maker, str(warm)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=PROJECT)  # noqa: S603 - our own module
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return measured


def run() -> list[Result]:
    ours = [alone("typst", 5) for _ in range(5)]
    cold, warm = (min(one[part] for one in ours) for part in ("cold", "warm"))
    results = [
        Result("pages of the report", ours[0]["pages"], "pages", at_least=60),
        Result("cold", cold, "s", at_most=0.5),
        Result("warm", warm, "s", at_most=0.15),
    ]
    try:
        other = alone("weasyprint", 2)
    except subprocess.CalledProcessError as error:
        print(f"WeasyPrint could not be measured: {error.stderr.strip().splitlines()[-1]}", file=sys.stderr)  # noqa: T201
        return results
    share = ours[0]["pages"] / other["pages"]  # its sheets hold less, which is not to be counted against it
    return [
        *results,
        Result("WeasyPrint: pages of the report", other["pages"], "pages"),
        Result("WeasyPrint: cold", other["cold"], "s"),
        Result("WeasyPrint: warm", other["warm"], "s"),
        Result("times faster a page than WeasyPrint, cold", other["cold"] / cold * share, "times", at_least=10),
        Result("times faster a page than WeasyPrint, warm", other["warm"] / warm * share, "times", at_least=10),
    ]


def main(maker: str, warm: int) -> None:
    import django
    from pypdf import PdfReader

    django.setup()
    write = {"typst": typst, "weasyprint": weasyprint}[maker]()
    cold = seconds(write)
    pages = len(PdfReader(io.BytesIO(write())).pages)
    print(json.dumps({"cold": cold, "warm": seconds(write, warm), "pages": pages}))  # noqa: T201 - read by alone()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
