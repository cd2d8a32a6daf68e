"""What keeps the list true, at the desk."""
