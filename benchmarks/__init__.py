"""How fast the app is, next to what people would build from tutorials."""
