"""Lists that are filtered, sorted, paged, shared by address and fetched as Excel; see docs/architecture.md."""

from insyn.base.lists.bounded import BoundedListing
from insyn.base.lists.columns import Column
from insyn.base.lists.filters import ListFilter
from insyn.base.lists.listing import Listing, respond

__all__ = ["BoundedListing", "Column", "ListFilter", "Listing", "respond"]
