"""Reads of reports, meetings and decisions, scoped to a person."""
