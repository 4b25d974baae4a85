"""Events and volumes out of files: what a column may be, which unit and board a row is of, and the set-wise saving."""
