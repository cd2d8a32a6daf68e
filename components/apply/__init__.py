"""The forms by which groups and visitors write to us."""
