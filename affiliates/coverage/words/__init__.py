"""Coverage in the words and tables that people read, in their language."""
