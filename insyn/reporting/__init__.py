"""The document tree and its printers, board packages and decisions."""
