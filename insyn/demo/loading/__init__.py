"""Loads the made-up municipality and its years, part by part, the same on every machine."""
