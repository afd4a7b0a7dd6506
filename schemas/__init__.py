"""What things are: frozen models, enumerations and errors; no behaviour beyond their own checks."""
