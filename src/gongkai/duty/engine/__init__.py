"""How duties are made, counted and answered; called by actions, inside their transaction."""
