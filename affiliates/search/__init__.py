"""What a visitor's choice finds, worked out once for each version of the directory."""
