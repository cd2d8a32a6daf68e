"""The languages that visitors can read us in: their catalogs, the choice among them, and words made of values."""
