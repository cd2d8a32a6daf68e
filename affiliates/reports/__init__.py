"""What can be handed on: one module per format."""
