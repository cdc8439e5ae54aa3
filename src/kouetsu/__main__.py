"""`python -m kouetsu`."""

from kouetsu.cli import program

program()
