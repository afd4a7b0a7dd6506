"""Repair of garbled Vietnamese: what was read is mended to what was printed."""
