"""The public site, and the staff pages of publication."""
