"""What the made-up municipality consists of: invented names in the real structure that its sources describe."""
