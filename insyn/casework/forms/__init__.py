"""The shapes of what is typed about follow-ups."""
