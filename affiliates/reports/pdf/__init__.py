"""The PDF reports: coverage, and the fact sheet of a region."""
