"""Pure decisions about plans, coverage and draws."""
