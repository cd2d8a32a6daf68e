"""What answers before Streamlit does: headers, compressed scripts, the first HTML, and the site without scripts."""
