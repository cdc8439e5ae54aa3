"""Repairs: the fixes of findings, applied to files only when asked, and never at a loss."""
