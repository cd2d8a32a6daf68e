"""Reads lists in the formats that spreadsheets and forms write; nothing in a file is ever run or followed."""
