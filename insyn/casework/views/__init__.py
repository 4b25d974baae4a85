"""Requests about follow-ups, one resource a file."""
