"""How duties are drawn."""
