"""The sites that articles belong to: their generators, conventions, files and addresses."""
