"""From the reading of a catalogue file to rows that may enter an edition; pure, no database."""
