"""The page that finds a group."""
