"""Brings in a list that somebody else keeps: reading, guessing, comparing, applying, and taking it back."""
