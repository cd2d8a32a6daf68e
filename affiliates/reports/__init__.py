"""Reports to hand on: one module or folder per format, all rendering the same data."""
