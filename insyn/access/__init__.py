"""Roles and scopes of people."""
