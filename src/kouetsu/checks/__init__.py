"""Checks, one module per family; a rule file names the function that it uses."""
