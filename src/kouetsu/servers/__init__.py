"""Servers that others talk to: editors (LSP) and writing tools (MCP)."""
