"""What is read of plans, coverage and draws."""
