"""The page on which visitors write to a group that shows no email address."""
