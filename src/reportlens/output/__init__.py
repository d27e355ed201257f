"""How results are written: for people, for programs, for GitHub, for code scanners."""
