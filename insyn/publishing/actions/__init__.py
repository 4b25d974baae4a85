"""Making a public version of an approved report, masking it, confirming it and taking it back."""
