"""The three printers of the one document tree: page, PDF and Word."""

from insyn.reporting.printers.html import print_blocks, print_html

__all__ = ["print_blocks", "print_html"]
