"""The gates of views; they stand a floor below, so that the organisation's own pages can carry them too."""

from insyn.people.gates import AnyView, PersonRequest, provider, public, require_role, signed_in, staff

__all__ = ["AnyView", "PersonRequest", "provider", "public", "require_role", "signed_in", "staff"]
