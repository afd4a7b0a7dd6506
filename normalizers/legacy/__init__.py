"""Vietnamese written with the fonts of the time before Unicode: recognised by font or by letters, and converted."""

from normalizers.legacy.encodings import LegacyEncoding, to_unicode
from normalizers.legacy.evidence import guess_encoding
from normalizers.legacy.fonts import encoding_of_font, is_capital_font
from normalizers.legacy.runs import DocumentEncodings, converted, document_encodings

__all__ = [
    "DocumentEncodings",
    "LegacyEncoding",
    "converted",
    "document_encodings",
    "encoding_of_font",
    "guess_encoding",
    "is_capital_font",
    "to_unicode",
]
