"""Files with rows come in: read, staged, compared set-wise with what is known, shown, and saved all or nothing.

No word of the domain: a floor above declares its sheets (`insyn.base.imports.sheets`).
"""
