"""What changes the plans, the coverage and the draws."""
