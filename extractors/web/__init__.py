"""Readers of web pages: saved pages of law portals, Word's own HTML, web archives."""
