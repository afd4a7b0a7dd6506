"""The base of every model: frozen, closed, checked."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A value: it cannot be changed after it was made, and knows no fields but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")
