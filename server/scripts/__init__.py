"""Streamlit's scripts, compressed."""
