"""Finding signals, weighing them, and deciding their rules."""
