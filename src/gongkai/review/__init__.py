"""The statutory review form: sheets, rows, opinions, signatures."""
