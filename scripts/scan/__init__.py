"""Training of the reader of figures."""
