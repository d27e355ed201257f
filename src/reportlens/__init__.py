"""reportlens: reads an exam report while it is being written."""
