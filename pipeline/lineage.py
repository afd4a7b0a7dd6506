"""Lineage: which documents a document carries out, the root they lead to, and a link for every record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from normalizers.relations import Stated
from normalizers.symbols import is_letter, parse_symbol
from normalizers.text import fold
from schemas.records import DocumentRecord, LinkRecord, LinkRelation, ReferenceRecord, Relation

_UPWARD = (Relation.IMPLEMENTS, Relation.AMENDS)
_CENTRAL = "TW"
_LOCAL = ("UBND", "HĐND", "TU", "HU", "ĐU")


def parents_of(stated: Sequence[Stated]) -> list[str]:
    """Symbols of the documents that this one directly carries out, in order.

    Letters carry orders but head no cascade and are left out. Where a document says of none that it carries it out,
    its parents are those it is based on that themselves carry out another.
    """
    direct = [s.citation.symbol for s in stated if s.direct and s.citation.symbol and not is_letter(s.citation.kind)]
    if not direct:
        upward = {s.via for s in stated if s.via and s.relation in _UPWARD}
        direct = [
            s.citation.symbol
            for s in stated
            if s.via is None and s.relation is Relation.BASIS and s.citation.symbol in upward
        ]
    return list(dict.fromkeys(symbol for symbol in direct if symbol))


def root_of(parents: Sequence[str], stated: Sequence[Stated]) -> str | None:
    """The resolution at the root of the cascade, found by going up from the parents as far as citations tell.

    Of several ends the one of the Party's centre (`57-NQ/TW`) is the root, else the one most parents lead to.
    """
    above: dict[str, list[str]] = {}
    for s in stated:
        if s.via and s.relation in _UPWARD and s.citation.symbol:
            above.setdefault(s.via, []).append(s.citation.symbol)
    ends = Counter(end for parent in parents for end in _ends(parent, above, frozenset()))
    if not ends:
        return None
    return max(ends, key=lambda symbol: (_is_central(symbol), ends[symbol], -list(ends).index(symbol)))


def _ends(symbol: str, above: dict[str, list[str]], seen: frozenset[str]) -> set[str]:
    higher = [upper for upper in above.get(symbol, []) if upper not in seen and upper != symbol]
    return set().union(*(_ends(upper, above, seen | {symbol}) for upper in higher)) if higher else {symbol}


def _is_central(symbol: str) -> bool:
    parsed = parse_symbol(symbol)
    return parsed is not None and parsed.issuer == _CENTRAL and parsed.kind == "Nghị quyết"


# --- across documents -----------------------------------------------------------------------------------------------


def resolved(references: Iterable[ReferenceRecord], documents: Sequence[DocumentRecord]) -> list[ReferenceRecord]:
    """The references with `target_document_id` filled where the cited document is in the dataset."""
    by_id = {document.document_id: document for document in documents}
    found = []
    rows = list(references)
    for reference in rows:
        target = _target(reference, by_id[reference.document_id], documents, rows)
        found.append(reference.model_copy(update={"target_document_id": target}))
    return found


def _target(
    reference: ReferenceRecord,
    citing: DocumentRecord,
    documents: Sequence[DocumentRecord],
    references: Sequence[ReferenceRecord],
) -> str | None:
    """The one document of the dataset that a citation means; None where there is none or more than one."""
    if reference.symbol is None:
        return None
    fits = [d for d in documents if d.symbol == reference.symbol and _same_document(reference, citing, d)]
    if not fits:
        fits = [d for d in documents if d.symbol is None and _described_by(reference, d, references)]
    fits = [document for document in fits if document.document_id != citing.document_id]
    return fits[0].document_id if len(fits) == 1 else None


def _same_document(reference: ReferenceRecord, citing: DocumentRecord, document: DocumentRecord) -> bool:
    """Symbols repeat from province to province and year to year: the date decides, else the place."""
    if reference.date and document.issued_on:
        return reference.date.startswith(document.issued_on)
    parsed = parse_symbol(reference.symbol or "")
    local = parsed is not None and parsed.issuer.split("-")[0] in _LOCAL
    return not local or (citing.place is not None and citing.place == document.place)


def _described_by(reference: ReferenceRecord, document: DocumentRecord, references: Sequence[ReferenceRecord]) -> bool:
    """Whether a document printed without its symbol is the one cited: same kind, same issuer, carrying out the same."""
    if not (reference.kind and reference.issuer and document.issuer) or document.kind != reference.kind:
        return False
    if fold(reference.issuer) != fold(document.issuer) or not document.parent_symbols:
        return False
    carried = {
        r.symbol
        for r in references
        if r.document_id == reference.document_id and r.via_symbol == reference.symbol and r.relation in _UPWARD
    }
    return bool(carried & set(document.parent_symbols))


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
