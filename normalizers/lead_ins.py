"""Lead-ins: paragraphs that end in a colon, and what they announce."""

from __future__ import annotations

from collections.abc import Iterator

from normalizers.orders import gives_order, leads_in
from normalizers.outline import Item


def things_listed(item: Item) -> list[Item]:
    """The items below a lead-in where none orders anything by itself: with it they make one task.

    `Phát triển hạ tầng, gồm:` `+ Hạ tầng số;` `+ Hạ tầng dữ liệu.` is one, `Tập trung các nội dung sau:`
    `- Xây dựng ...;` `- Rà soát ...` are two, and the lead-in none: nothing is listed then.
    """
    if not leads_in(item.text) or not gives_order(item.text.rstrip(" :"), marked=True):
        return []
    announced = list(_announced(item))
    return [] if any(gives_order(each.text, marked=True) for each in announced) else announced


def _announced(item: Item) -> Iterator[Item]:
    """What stands under a lead-in, or the bullets beside a plain one up to the next that is none."""
    if item.items:
        yield from (each for below in item.items for each in below.walk())
    elif item.is_plain and item.above:
        beside = item.above.items
        for each in beside[beside.index(item) + 1 :]:
            if not each.is_bullet:
                return
            yield from each.walk()
