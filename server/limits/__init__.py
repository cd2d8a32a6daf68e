"""What one visitor may ask of the server, so that nobody can freeze or fill it for the others."""
