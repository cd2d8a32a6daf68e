"""What the page of allies draws."""
