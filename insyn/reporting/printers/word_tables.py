"""Tables for Word, written as XML: ten thousand rows through python-docx's cells would take minutes."""

from xml.sax.saxutils import escape

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from insyn.reporting.document.characters import printable
from insyn.reporting.document.tree import Align, Cell, Rich, Run, Table, rich
from insyn.reporting.printers.word_parts import TEXT_WIDTH, TONES

_TWIPS = int(TEXT_WIDTH.pt * 20)
_LINE = 'w:val="single" w:sz="4" w:space="0" w:color="C3CCD4"'


def add_table(word: WordDocument, table: Table) -> None:
    whole = sum(max(column.width, 0.1) for column in table.columns)
    widths = [int(_TWIPS * max(column.width, 0.1) / whole) for column in table.columns]
    head = [Cell((Run(column.title, strong=True),)) for column in table.columns]
    aligns = [column.align for column in table.columns]
    rows = [_row(head, widths, aligns, "header", table.row_headers)]
    rows += [_row(list(row), widths, aligns, "body", table.row_headers) for row in table.rows]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    word.element.body.insert_element_before(
        parse_xml(f"<w:tbl {nsdecls('w')}>{_properties(table)}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"),
        "w:sectPr",
    )


def _properties(table: Table) -> str:
    name = escape(printable(table.caption), {'"': "&quot;"})
    first = "1" if table.row_headers else "0"
    return (
        f'<w:tblPr><w:tblW w:w="{_TWIPS}" w:type="dxa"/>'
        f"<w:tblBorders><w:top {_LINE}/><w:bottom {_LINE}/><w:insideH {_LINE}/></w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>'
        '<w:bottom w:w="50" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="{first}" w:lastColumn="0" '
        'w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{name}"/></w:tblPr>'
    )


def _row(cells: list[Cell], widths: list[int], aligns: list[Align], kind: str, has_names: bool) -> str:
    repeat = "<w:tblHeader/>" if kind == "header" else ""
    full = cells + [Cell(())] * (len(widths) - len(cells))
    made = [
        _cell(cell, width, align, strong=kind == "header" or (has_names and number == 0))
        for number, (cell, width, align) in enumerate(zip(full, widths, aligns, strict=False))
    ]
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{''.join(made)}</w:tr>"


def _cell(cell: Cell, width: int, align: Align, *, strong: bool) -> str:
    side = '<w:jc w:val="right"/>' if align == "end" else ""
    colour = "" if cell.tone == "none" else f'<w:color w:val="{TONES[cell.tone]}"/>'
    runs = _runs(cell.text or rich(""), strong=strong or cell.tone != "none", colour=colour)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/>{side}</w:pPr>{runs}</w:p></w:tc>'
    )


def _runs(text: Rich, *, strong: bool, colour: str) -> str:
    return "".join(
        f"<w:r><w:rPr>{'<w:b/>' if strong or run.strong else ''}{'<w:i/>' if run.emphasis else ''}{colour}"
        f'<w:sz w:val="20"/></w:rPr>{_words(run.text)}</w:r>'
        for run in text
    )


def _words(text: str) -> str:
    lines = escape(printable(text).replace("\t", " ")).split("\n")
    return "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
