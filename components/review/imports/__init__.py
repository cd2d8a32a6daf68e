"""Bringing a list in at the reviewers' desk, step by step."""
