"""The cities of the United States and Canada: their names in one form, and where they are."""
