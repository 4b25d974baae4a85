"""Pure: which series stand out, and in which words it is said."""
