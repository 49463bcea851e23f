"""Records, immutable versions, attachments and what they mean."""
