"""What people write in a file: no unknown key, no number written as a text, and one fault for every error."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, ValidationError, ValidationInfo, field_validator

from bedspace.errors import Fault


class Strict(BaseModel):
    """Base of everything that people write: unknown keys are faults, values cannot change."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, allow_inf_nan=False)

    @field_validator("*", mode="before")
    @classmethod
    def _number_written_as_one(cls, value: Any, info: ValidationInfo) -> Any:
        """A number is neither a truth value nor a text."""
        annotation = cls.model_fields[info.field_name or ""].annotation
        if isinstance(value, bool | str) and {float, int} & {annotation, *get_args(annotation)}:
            raise ValueError("a number is expected")
        return value


def faults_of(error: ValidationError, where: str) -> list[Fault]:
    """One fault for every error that pydantic found in the thing that stands `where`."""
    faults = []
    for item in error.errors():
        key = ".".join(str(part) for part in item["loc"]) or "whole entry"
        faults.append(Fault(f"{where}, key {key}", f"{item['msg']} (found {item['input']!r:.60})"))
    return faults
