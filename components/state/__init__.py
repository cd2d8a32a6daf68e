"""What the URL, the caches and the settings hold."""
