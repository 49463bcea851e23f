"""Forms of the organisation pages; what they give is checked again by the actions."""
