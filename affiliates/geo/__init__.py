"""Regions, outlines, distances, the flat map and postal codes."""
