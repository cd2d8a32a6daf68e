"""The app's first HTML: Streamlit's own, with a name for previews and the answer in it."""
