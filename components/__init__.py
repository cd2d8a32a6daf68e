"""Everything that draws; may import Streamlit and folium, holds no rules."""
