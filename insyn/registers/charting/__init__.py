"""Figures as pictures and words: what can be said of numbers without asking the database."""
