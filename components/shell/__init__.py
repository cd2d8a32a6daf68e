"""The shell around every page: navigation, sidebar and footer."""
