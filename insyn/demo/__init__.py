"""The made-up municipality and its year."""
