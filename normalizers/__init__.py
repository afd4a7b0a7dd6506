"""Text and drafts: pure functions over strings; no clock, no network, no file but their own vocabularies."""
