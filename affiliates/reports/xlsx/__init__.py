"""Reports on coverage, one module or folder per format."""
