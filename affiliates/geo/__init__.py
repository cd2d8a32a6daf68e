"""Regions, their outlines and distances, the flat map, and postal codes."""
