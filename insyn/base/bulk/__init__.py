"""Files of any usual shape with any number of rows: read in chunks of columns, in memory that does not grow.

No word of the domain: a floor above says which fields there are, and what becomes of the rows.
"""
