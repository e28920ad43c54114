"""Long tests with make targets of their own: crash loops and faults, run by hand and before a release."""
