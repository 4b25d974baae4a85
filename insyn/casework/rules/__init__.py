"""What is decided without a database: where a follow-up may go, what that needs, and who may do it."""
