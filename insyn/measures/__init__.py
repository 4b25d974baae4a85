"""Signals: what the reported events give reason to look into, and what was decided about it."""
