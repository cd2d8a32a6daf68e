"""The page on which visitors write to a group."""
