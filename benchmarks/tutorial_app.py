"""The map as tutorials for folium and Streamlit teach it, with the same data: what people would build instead."""

import json
import os
from pathlib import Path

import folium
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

DATA = Path(__file__).parent.parent / "data"

st.set_page_config(layout="wide")
st.title("Affiliate groups")

groups = pd.read_csv(DATA / "affiliates.csv", dtype=str, keep_default_na=False)
names = pd.read_csv(DATA / "regions.csv").set_index("region")["name"]
regions = json.loads((DATA / "us_states.geojson").read_text())
regions["features"] += json.loads((DATA / "ca_provinces.geojson").read_text())["features"]
for region in regions["features"]:
    region["properties"]["name"] = names[region["properties"]["region"]]
counts = groups["regions"].value_counts().rename_axis("region").reset_index(name="groups")

us_map = folium.Map(location=[38, -96.5], zoom_start=4, scrollWheelZoom=False, tiles="CartoDB positron")
choropleth = folium.Choropleth(
    geo_data=regions,
    data=counts,
    columns=["region", "groups"],
    key_on="feature.properties.region",
    highlight=True,
    legend_name="Groups",
)
# The legend needs a fourth library from a public server; without it the tutorial's map is faster, not slower.
for name in [name for name in choropleth._children if name.startswith("color_map")]:
    del choropleth._children[name]
choropleth.geojson.add_to(us_map)
choropleth.geojson.add_child(folium.features.GeoJsonTooltip(["name"], labels=False))

for links in ("default_js", "default_css"):  # the same files, from a server on this machine
    files = [(name, f"{os.environ['CDN']}/{address.rpartition('/')[2]}") for name, address in getattr(us_map, links)]
    setattr(us_map, links, files)

clicked = st_folium(us_map, width=700, height=450)
if clicked["last_active_drawing"]:
    chosen = clicked["last_active_drawing"]["properties"]["region"]
    st.header(names[chosen])
    for _, group in groups[groups["regions"] == chosen].iterrows():
        st.subheader(group["name"])
        st.write(group["description"])

st.header("All groups")
for _, group in groups.iterrows():
    st.subheader(group["name"])
    st.write(group["description"])
    for column in ("website", "facebook", "twitter", "instagram"):
        if group[column]:
            st.markdown(f"[{column}]({group[column]})")
