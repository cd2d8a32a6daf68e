"""Serves the site: its documents, each made once per version of the directory."""
