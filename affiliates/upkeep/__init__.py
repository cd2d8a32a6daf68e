"""What keeps the directory true by itself: jobs that somebody's clock starts."""
