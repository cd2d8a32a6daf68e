"""The pages, feeds and pictures that need no Streamlit: for the server and for a copy made of files."""
