"""Tidying and folding settle: doing it again changes nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from normalizers.text import fold, is_blank, none_if_blank, tidy


@given(st.text(max_size=80))
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(st.text(alphabet="aăâđêôơưýỵỳẤ <>/pibul$%0,;.\n\t\u00a0", max_size=60))
def test_tidying_marked_up_text_twice_is_tidying_once(text: str) -> None:
    tidied = tidy(text)
    assert tidy(tidied) == tidied
    assert tidied == tidied.strip()
    assert (none_if_blank(text) is None) == is_blank(tidied)


@given(st.text(max_size=60))
def test_folding_is_blind_to_case_and_white_space(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(f"  {text}\n") == fold(text)
