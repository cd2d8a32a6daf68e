"""Affiliate groups: their schema, reading and searching them, and earlier versions."""
