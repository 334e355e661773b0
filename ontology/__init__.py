"""What may be said: Turtle, SHACL, code lists and registers, as data with very little code."""
