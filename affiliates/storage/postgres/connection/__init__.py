"""How the database is reached, and how its tables are made."""
