"""What we know about affiliate groups and the regions they serve: no Streamlit, no folium."""
