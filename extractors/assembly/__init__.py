"""Grids and paragraphs of any reader to tables whole across pages and running text."""

from extractors.assembly.document import assemble

__all__ = ["assemble"]
