"""The queue of applications: choices, rows, and which one is open."""
