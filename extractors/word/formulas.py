"""Formulas of the equation editor as plain text: `x ≥ 1/2`."""

from __future__ import annotations

from extractors.word.names import Element, m, w

_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_TEXTS = frozenset({m("t"), w("t")})
_SKIPPED = frozenset({w("rPr"), w("del"), w("moveFrom"), m("rPr"), m("ctrlPr")})


def formula_text(element: Element) -> str:
    """The text of a formula on one line: fractions with a stroke, powers raised, brackets as drawn."""
    if element.tag in _TEXTS:
        return element.text or ""
    if element.tag in _SKIPPED:
        return ""
    if element.tag == m("f"):
        return "/".join(_part(element, name) for name in ("num", "den"))
    if element.tag == m("sSup"):
        power = _part(element, "sup")
        raised = power.translate(_RAISED) if power.strip("0123456789+-") == "" else f"^{power}"
        return _part(element, "e") + raised
    if element.tag == m("d"):
        opening, closing = (_bracket(element, name, usual) for name, usual in (("begChr", "("), ("endChr", ")")))
        return opening + "|".join(formula_text(each) for each in element.iterchildren(m("e"))) + closing
    if element.tag == m("nary"):
        return _bracket(element, "chr", "∫") + "".join(_part(element, name) for name in ("sub", "sup", "e"))
    return "".join(formula_text(each) for each in element if isinstance(each.tag, str))


def _part(element: Element, name: str) -> str:
    found = element.find(m(name))
    return "" if found is None else formula_text(found)


def _bracket(element: Element, name: str, usual: str) -> str:
    found = element.find(f"{element.tag}Pr/{m(name)}")
    return usual if found is None else found.get(m("val"), "")
