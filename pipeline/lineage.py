"""Lineage: which documents a document carries out, the root they lead to, and a link for every record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from normalizers.relations import Stated
from normalizers.symbols import is_letter, parse_symbol
from normalizers.text import fold
from schemas.records import DocumentRecord, LinkRecord, LinkRelation, ReferenceRecord, Relation

_UPWARD = (Relation.IMPLEMENTS, Relation.AMENDS)
CENTRAL_RESOLUTION = "57-NQ/TW"
"""The resolution whose seven groups of tasks are the pillars."""
_CENTRAL = "TW"
_RESOLUTION = "Nghị quyết"
_LOCAL = ("UBND", "HĐND", "TU", "HU", "ĐU")


def parents_of(stated: Sequence[Stated]) -> list[str]:
    """Symbols of the documents that this one directly carries out, in order.

    Letters carry orders but head no cascade and are left out. Where a document says of none that it carries it out,
    its parents are those it is based on that themselves carry out another, else the resolutions it is based on.
    """
    direct = [s.citation.symbol for s in stated if s.direct and not is_letter(s.citation.kind)]
    if not any(direct):
        upward = {s.via for s in stated if s.via and s.relation in _UPWARD}
        basis = [s.citation for s in stated if s.via is None and s.relation is Relation.BASIS]
        direct = [citation.symbol for citation in basis if citation.symbol in upward] or [
            citation.symbol for citation in basis if citation.kind == _RESOLUTION
        ]
    return list(dict.fromkeys(symbol for symbol in direct if symbol))


def root_of(parents: Sequence[str], stated: Sequence[Stated]) -> str | None:
    """The resolution at the root of the cascade, found by going up from the parents as far as citations tell.

    Of several ends the one of the Party's centre (`57-NQ/TW`) is the root, else the one most parents lead to, else the
    one cited first.
    """
    above: dict[str, list[str]] = {}
    for s in stated:
        if s.via and s.relation in _UPWARD and s.citation.symbol:
            above.setdefault(s.via, []).append(s.citation.symbol)
    ends = Counter(end for parent in parents for end in _ends(parent, above))
    if not ends:
        return None
    cited = {symbol: place for place, symbol in reversed(list(enumerate(s.citation.symbol for s in stated)))}
    return max(ends, key=lambda symbol: (_is_central(symbol), ends[symbol], -cited.get(symbol, len(cited))))


def _ends(start: str, above: Mapping[str, Sequence[str]]) -> list[str]:
    """The symbols with none above them that a walk up leads to; where citations go in a circle, its last symbol."""
    ends = []
    path, seen = {start: iter(above.get(start, ()))}, {start}
    while path:
        symbol, uppers = next(reversed(path.items()))
        upper = next((upper for upper in uppers if upper not in seen), None)
        if upper is not None:
            seen.add(upper)
            path[upper] = iter(above.get(upper, ()))
            continue
        if all(upper in path for upper in above.get(symbol, ())):
            ends.append(symbol)
        del path[symbol]
    return ends


def _is_central(symbol: str) -> bool:
    parsed = parse_symbol(symbol)
    return parsed is not None and parsed.issuer == _CENTRAL and parsed.kind == _RESOLUTION


# --- across documents -----------------------------------------------------------------------------------------------


def resolved(references: Iterable[ReferenceRecord], documents: Sequence[DocumentRecord]) -> list[ReferenceRecord]:
    """The references with `target_document_id` filled where the cited document is in the dataset."""
    rows = list(references)
    by_id = {document.document_id: document for document in documents}
    known = _Known(documents, rows)
    found = []
    for reference in rows:
        target = _target(reference, by_id[reference.document_id], known)
        changed = target != reference.target_document_id
        found.append(reference.model_copy(update={"target_document_id": target}) if changed else reference)
    return found


class _Known:
    """The documents of a dataset by what citations say of them."""

    def __init__(self, documents: Sequence[DocumentRecord], references: Sequence[ReferenceRecord]) -> None:
        self.by_symbol: dict[str, list[DocumentRecord]] = {}
        self._nameless: dict[tuple[str, str], list[DocumentRecord]] = {}
        self._carried: dict[tuple[str, str | None], set[str | None]] = {}
        for document in documents:
            if document.symbol is not None:
                self.by_symbol.setdefault(document.symbol, []).append(document)
            elif document.kind and document.issuer and document.parent_symbols:
                self._nameless.setdefault((document.kind, fold(document.issuer)), []).append(document)
        for reference in references:
            if reference.relation in _UPWARD:
                self._carried.setdefault((reference.document_id, reference.via_symbol), set()).add(reference.symbol)

    def described_by(self, reference: ReferenceRecord) -> list[DocumentRecord]:
        """The documents printed without their symbol that fit: same kind, same issuer, carrying out the same."""
        carried = self._carried.get((reference.document_id, reference.symbol))
        if not (reference.kind and reference.issuer and carried):
            return []
        nameless = self._nameless.get((reference.kind, fold(reference.issuer)), [])
        return [document for document in nameless if carried & set(document.parent_symbols)]


def _target(reference: ReferenceRecord, citing: DocumentRecord, known: _Known) -> str | None:
    """The one document of the dataset that a citation means; None where there is none or more than one."""
    if reference.symbol is None:
        return None
    fits = [d for d in known.by_symbol.get(reference.symbol, []) if _same_document(reference, citing, d)]
    others = {d.document_id for d in fits or known.described_by(reference)} - {citing.document_id}
    return others.pop() if len(others) == 1 else None


def _same_document(reference: ReferenceRecord, citing: DocumentRecord, document: DocumentRecord) -> bool:
    """Symbols repeat from province to province and year to year: the date decides, else the place."""
    if reference.date and document.issued_on:
        return reference.date.startswith(document.issued_on)
    parsed = parse_symbol(reference.symbol or "")
    local = parsed is not None and parsed.issuer.split("-")[0] in _LOCAL
    return not local or (citing.place is not None and citing.place == document.place)


def links_of(
    record_ids: Iterable[tuple[str, str]],
    documents: Sequence[DocumentRecord],
    references: Sequence[ReferenceRecord],
) -> list[LinkRecord]:
    """An `implements` link from every record to each parent of its document.

    Args:
        record_ids: Record id and document id of every task and indicator.
        documents: All documents of the dataset.
        references: All references, resolved.
    """
    by_id = {document.document_id: document for document in documents}
    targets = {
        (reference.document_id, reference.symbol): reference.target_document_id
        for reference in references
        if reference.via_symbol is None and reference.symbol
    }
    links = []
    for record, name in record_ids:
        document = by_id[name]
        for parent in document.parent_symbols:
            links.append(
                LinkRecord(
                    child_id=record,
                    child_document_id=name,
                    parent_id=None,
                    parent_document_id=targets.get((name, parent)),
                    parent_symbol=parent,
                    root_symbol=document.root_symbol,
                    relation=LinkRelation.IMPLEMENTS,
                    match=None,
                    score=None,
                    method="citation",
                )
            )
    return links
