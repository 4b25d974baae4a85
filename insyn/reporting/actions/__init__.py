"""Writing, approving and reporting: what changes a document, a meeting or a decision."""
