"""Groups, and the organizations that help families, as cards."""
