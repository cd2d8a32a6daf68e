"""Rows in the database, in their order, and how their values are written."""
