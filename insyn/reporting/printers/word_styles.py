"""Word's styles in the report's dress: everything is a style, so that a municipality can change it in one place."""

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

FONT = "Calibri"
ACCENT = RGBColor(0x00, 0x56, 0x6B)
INK = RGBColor(0x1E, 0x2B, 0x3C)
SUBTLE = RGBColor(0x4A, 0x58, 0x68)
_HEADINGS = {1: (17, ACCENT, 18), 2: (13.5, INK, 14), 3: (12, INK, 12), 4: (11, INK, 10)}
# name: size, bold, colour, space before, space after
_OWN: dict[str, tuple[float, bool, RGBColor, float, float]] = {
    "Insyn Notice": (9, False, SUBTLE, 0, 12),
    "Insyn Publisher": (11, True, INK, 0, 0),
    "Insyn Kind": (11, False, SUBTLE, 0, 10),
    "Insyn Status": (11, True, INK, 0, 10),
    "Insyn Fact": (11, False, INK, 0, 2),
    "Insyn Caption": (10.5, True, INK, 10, 4),
    "Insyn Note": (9.5, False, SUBTLE, 2, 8),
    "Insyn Source": (10, False, SUBTLE, 0, 8),
    "Insyn Label": (10, True, SUBTLE, 8, 0),
    "Insyn Picture": (11, False, INK, 4, 0),
    "toc 1": (11, True, INK, 2, 2),
    "toc 2": (11, False, INK, 0, 2),
    "TOC Heading": (17, True, ACCENT, 18, 6),
}


def set_styles(word: WordDocument, language: str) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(25)
    _set_language(word, "sv-SE" if language == "sv" else language)
    normal = _paragraph_style(word, "Normal")
    _dress(normal, 11, bold=False, colour=INK, before=0, after=7)
    normal.paragraph_format.line_spacing = 1.15
    for name, (size, bold, colour, before, after) in _OWN.items():
        _dress(_paragraph_style(word, name), size, bold=bold, colour=colour, before=before, after=after)
    for level, (size, colour, before) in _HEADINGS.items():
        _dress(_paragraph_style(word, f"Heading {level}"), size, bold=True, colour=colour, before=before, after=5)
    _dress(_paragraph_style(word, "Title"), 27, bold=True, colour=ACCENT, before=0, after=6)
    _dress(_paragraph_style(word, "Subtitle"), 14, bold=False, colour=INK, before=0, after=8)
    _dress(_paragraph_style(word, "Quote"), 11, bold=False, colour=INK, before=4, after=4)
    for name in ("Title", "Subtitle", "Quote", "Heading 4"):
        _paragraph_style(word, name).font.italic = False
    _finish(word)


def _finish(word: WordDocument) -> None:
    for name in ("Insyn Caption", "Insyn Label", "Insyn Picture"):
        _paragraph_style(word, name).paragraph_format.keep_with_next = True
    _paragraph_style(word, "toc 2").paragraph_format.left_indent = Mm(6)
    for name in ("Quote", "Insyn Source"):
        _paragraph_style(word, name).paragraph_format.left_indent = Mm(8)
    facts = _paragraph_style(word, "Insyn Fact").paragraph_format
    facts.left_indent, facts.first_line_indent = Mm(55), Mm(-55)
    facts.tab_stops.add_tab_stop(Mm(55), WD_TAB_ALIGNMENT.LEFT)
    term = word.styles.add_style("Insyn Term", WD_STYLE_TYPE.CHARACTER)
    link = word.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    if isinstance(term, CharacterStyle) and isinstance(link, CharacterStyle):
        term.font.color.rgb = SUBTLE
        link.font.color.rgb, link.font.underline = ACCENT, True
    # Word draws a line under the title of its own accord.
    for border in word.styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _paragraph_style(word: WordDocument, name: str) -> ParagraphStyle:
    exists = any(style.name == name for style in word.styles)
    style = word.styles[name] if exists else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        raise TypeError(name)
    return style


def _dress(style: ParagraphStyle, size: float, *, bold: bool, colour: RGBColor, before: float, after: float) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        # The theme's fonts would win over the named one.
        if attribute.endswith("Theme"):
            del fonts.attrib[attribute]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _set_language(word: WordDocument, language: str) -> None:
    defaults = word.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is None:
        raise ValueError("w:rPrDefault")
    lang = defaults.find(qn("w:lang"))
    if lang is None:
        lang = OxmlElement("w:lang")
        defaults.append(lang)
    lang.set(qn("w:val"), language)
    lang.set(qn("w:eastAsia"), language)
    theme = word.settings.element.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), language)
