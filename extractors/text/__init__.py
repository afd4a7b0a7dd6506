"""Text dumps in three shapes: tab-separated tables, one cell per line, and prose; told apart by content."""
