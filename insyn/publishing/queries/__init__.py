"""Reads of what is published and of what is on its way there."""
