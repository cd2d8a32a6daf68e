"""The command line: python -m affiliates."""
