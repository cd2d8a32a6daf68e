"""What keeps the directory true once a group is listed."""
