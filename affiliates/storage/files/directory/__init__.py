"""The directory as files: the present one, its former days, and the list of organizations."""
