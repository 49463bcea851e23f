"""Applications for disclosure under Art. 27-45: the case, its clocks, its letters, the year."""
