"""Affiliate groups: their schema, reading them, searching them, and former versions."""
