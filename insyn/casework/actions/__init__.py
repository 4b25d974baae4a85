"""What changes a follow-up: one capability a file."""
