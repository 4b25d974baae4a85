"""Measurements of the goals of speed, beside other ways to do the same. `python -m bench [name ...]` runs them."""
