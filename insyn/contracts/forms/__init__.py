"""What people type about contracts and requirements."""
