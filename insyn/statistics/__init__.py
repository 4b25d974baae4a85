"""Pure arithmetic: imports neither Insyn nor Django."""
