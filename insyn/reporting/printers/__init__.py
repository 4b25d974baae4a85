"""The three printers of the one document tree: page, PDF and Word."""

from insyn.reporting.printers.fonts import FontsMissing
from insyn.reporting.printers.html import print_blocks, print_html
from insyn.reporting.printers.typst import PrintFailed, chart_png, print_pdf
from insyn.reporting.printers.word import print_word

__all__ = ["FontsMissing", "PrintFailed", "chart_png", "print_blocks", "print_html", "print_pdf", "print_word"]
