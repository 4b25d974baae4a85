"""Contracts, their periods, and the requirements they adopt."""
