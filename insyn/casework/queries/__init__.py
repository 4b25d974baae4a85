"""What is read of follow-ups, scoped to a person."""
