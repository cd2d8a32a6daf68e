"""Reviewing: what reviewers may do, how they sign in, and mail."""
