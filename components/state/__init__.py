"""What a page reads before it draws: the URL, the cached data, the settings."""
