"""The coverage report as one HTML file: values here, markup in the templates."""
