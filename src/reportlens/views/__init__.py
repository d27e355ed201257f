"""What an editor shows of a report, as values and words: the editor's own protocol is unknown here."""
