"""The content of a list of entries as a CSV text, whatever keeps it: read, changed, and kept within its limits."""
