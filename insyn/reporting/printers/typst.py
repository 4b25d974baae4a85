"""The tree as an accessible PDF (PDF/UA-1 and PDF/A-2a) by Typst, and charts as pictures for Word."""

import json
import queue
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import typst

from insyn.base.charts import chart_svg
from insyn.base.charts.specs import Chart as ChartSpec
from insyn.reporting.document.pictures import Picture
from insyn.reporting.document.tree import Document
from insyn.reporting.printers.fonts import PrintFonts, installed_fonts
from insyn.reporting.printers.typst_data import Sheet

_TEMPLATES = Path(__file__).parent / "templates"


class PrintFailed(RuntimeError):
    """Typst refused the document; the message says why."""


def print_pdf(document: Document, *, at: datetime, pictures: Mapping[str, Picture] | None = None) -> bytes:
    """The PDF, the same to the byte for the same document and instant; raises FontsMissing and PrintFailed."""
    fonts = installed_fonts()
    with tempfile.TemporaryDirectory(prefix="insyn-print-") as folder:
        root = Path(folder)
        sheet = Sheet(fonts.characters, pictures or {}, lambda content, kind: _saved(root, content, kind))
        data = sheet.document(document) | {"date": {"year": at.year, "month": at.month, "day": at.day}}
        (root / "report.typ").write_bytes(_template("report.typ"))
        # A file and not sys.inputs: new inputs would make Typst forget the layout of all that has not changed.
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        with _compiler(fonts) as compiler:
            try:
                pdf = compiler.compile(
                    root / "report.typ",
                    root=root,
                    format="pdf",
                    pdf_standards=["ua-1", "a-2a"],
                    timestamp=int(at.timestamp()),
                )
            except RuntimeError as error:
                said = getattr(error, "diagnostic", "") or error
                raise PrintFailed(f"Rapporten kunde inte skrivas som PDF: {said}") from error
    return _single(pdf)


def chart_png(chart: ChartSpec, *, ppi: float = 220) -> bytes:
    """The chart in light colours as a PNG 160 mm wide."""
    fonts = installed_fonts()
    svg = Sheet(fonts.characters, {}, lambda *_: "").text(chart_svg(chart, "chart")).replace("\u200b", "")
    with _compiler(fonts) as compiler:
        png = compiler.compile(_template("chart.typ"), format="png", ppi=ppi, sys_inputs={"svg": svg})
    return _single(png)


# Compilers that wait for work. One is used by one thread at a time; its fonts stay read. A long report takes some
# hundred megabytes while it is set: more than two at once would only fight for the machine.
_turns = threading.BoundedSemaphore(2)
_idle: queue.LifoQueue[tuple[PrintFonts, typst.Compiler]] = queue.LifoQueue()


@contextmanager
def _compiler(fonts: PrintFonts) -> Iterator[typst.Compiler]:
    with _turns:
        try:
            known, compiler = _idle.get_nowait()
        except queue.Empty:
            known, compiler = fonts, _new_compiler(fonts)
        if known != fonts:
            compiler = _new_compiler(fonts)
        try:
            yield compiler
        finally:
            _idle.put((fonts, compiler))


def _new_compiler(fonts: PrintFonts) -> typst.Compiler:
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(path) for path in fonts.directories]
    )
    return typst.Compiler(font_paths=found, ignore_system_fonts=True)


@lru_cache(maxsize=4)
def _template(name: str) -> bytes:
    return (_TEMPLATES / name).read_bytes()


def _saved(root: Path, content: bytes, kind: str) -> str:
    name = f"picture-{len(list(root.iterdir()))}.{kind}"
    (root / name).write_bytes(content)
    return name


def _single(made: bytes | list[bytes] | None) -> bytes:
    if isinstance(made, list):
        made = made[0] if made else None
    if made is None:
        raise PrintFailed("Typst gav ingen fil.")
    return made
