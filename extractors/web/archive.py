"""Web archives (`.mht`, `.mhtml`): the page among the parts of the message."""

from __future__ import annotations

import email
import re
from email.message import Message
from email.policy import compat32

from schemas.errors import UnreadableFileError

_HEADER = re.compile(rb"^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,30}", re.MULTILINE)
MOST_PARTS = 10_000
"""Parts of an archive; a page with its pictures has some hundreds at most."""


def is_archive(data: bytes) -> bool:
    """Whether a file is a message with parts, as browsers and Word save pages in one file."""
    head = data[:8192].lstrip(b"\xef\xbb\xbf\r\n").replace(b"\r\n", b"\n")
    found = _HEADER.match(head)
    fields = found[0].lower() if found else b""
    return b"content-type:" in fields and (b"multipart/related" in fields or b"mime-version:" in fields)


def page_of(data: bytes, name: str) -> tuple[bytes, str | None]:
    """The bytes of the page in an archive and the encoding that the archive states for it.

    Raises:
        UnreadableFileError: No part is a page.
    """
    try:
        message = email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=compat32)
        pages = [part for number, part in enumerate(message.walk()) if number < MOST_PARTS and _is_page(part)]
        body = pages[0].get_payload(decode=True) if pages else None
    except (RecursionError, LookupError, ValueError) as error:
        raise UnreadableFileError(f"{name}: a damaged web archive; save the page again as HTML") from error
    if not isinstance(body, bytes):
        raise UnreadableFileError(f"{name}: a web archive without a page in it; save the page again as HTML")
    return body, pages[0].get_content_charset()


def _is_page(part: Message) -> bool:
    return part.get_content_type() in ("text/html", "application/xhtml+xml")
