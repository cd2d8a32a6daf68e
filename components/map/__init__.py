"""The clickable map: the only folder that uses folium."""
