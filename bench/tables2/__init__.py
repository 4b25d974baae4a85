"""The list of findings as one builds it with django-tables2 and django-filter, in the same site and page."""
