"""`python -m reportlens`: the command line."""

from reportlens.cli import process

process()
