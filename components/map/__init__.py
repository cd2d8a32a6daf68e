"""The clickable map; the only folder that knows folium."""
