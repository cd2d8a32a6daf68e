"""The coverage report as an Excel workbook."""
