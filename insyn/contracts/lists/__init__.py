"""The lists of contracts, requirement sets and requirements."""
