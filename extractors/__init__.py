"""Bytes to `RawDocument`: what stands on the page, with its place. Reads and sorts, never interprets a value."""

from extractors.registry import extract

__all__ = ["extract"]
