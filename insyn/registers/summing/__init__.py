"""Many events summed at once, in arrays: what the triggers do for one statement, for hundreds of thousands of rows."""
