"""The one error that reading a catalogue file raises."""


class ReadingError(Exception):
    """The file cannot be read at all; the message is Chinese and says what to do."""
