"""Rows in CSV files, and how their values are written."""
