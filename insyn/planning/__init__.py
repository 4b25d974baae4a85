"""Plans, commitments, rotation, coverage and draws."""
