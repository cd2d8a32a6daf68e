"""A PostgreSQL of our own for the tests: made when the first one needs it, gone when they are over."""
