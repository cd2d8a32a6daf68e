"""Everything that draws; may import Streamlit and folium, and holds no rules."""
