"""What people report: complaints and, later, deviations and inspections."""
