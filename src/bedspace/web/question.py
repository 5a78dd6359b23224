"""A question to a verb: its options, bounded, and the command line that they are.

A question is answered by the verb itself, so its numbers are those of the command line. What a verb can read from or
write to a disk - scenario files, logs, charts - is no part of a question.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

FORMS = ("csv", "xlsx", "json", "parquet", "zip")
"""Kinds of file of every answer; the zip says what its rows are, and `bedspace verify` reads it."""
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9 _-]{0,79}$")]
"""No name is a path: names have neither dots nor slashes."""
Mechanism = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9 ()_-]{0,79}$")]
_WORD = "[a-z0-9][a-z0-9-]{0,59}"
"""No name begins as an option does."""
Scenario = Annotated[str, Field(pattern=rf"^{_WORD}(\+{_WORD}){{0,40}}$")]
Other = Annotated[str, Field(pattern=rf"^\+?{_WORD}(\+{_WORD}){{0,40}}$")]
Policy = Annotated[str, Field(pattern=rf"^{_WORD}$")]
Setting = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,60}=[A-Za-z0-9_.+-]{1,40}(@\d{4}-\d\d-\d\d)?$")]
Words = Annotated[str, Field(pattern=r"^[^\W_][^\x00-\x1f]*$", max_length=120)]
Day = Annotated[date, BeforeValidator(lambda value: _as_written(value))]
Seed = Annotated[int, Field(ge=0, le=2**63 - 1)]


def _as_written(value: object) -> object:
    """A day as YYYY-MM-DD: a bare number, which would be read as seconds since 1970, is none."""
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return date.fromisoformat(value)
    raise ValueError("a day is written YYYY-MM-DD")


class Question(BaseModel):
    """Options of a verb. Unknown ones are refused.

    Attributes
    ----------
    verb : tuple of str
    positional : tuple of str
        Fields that stand without the name of an option, in their order.
    always : tuple of str
        Fields that the verb must be told also where they have their default here.
    long : bool
        Whether the answer takes longer than a request: it is then a job.
    forms : tuple of str
        Kinds of file that the answer comes as.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    verb: ClassVar[tuple[str, ...]]
    positional: ClassVar[tuple[str, ...]] = ()
    always: ClassVar[tuple[str, ...]] = ()
    long: ClassVar[bool] = False
    forms: ClassVar[tuple[str, ...]] = FORMS

    def arguments(self) -> list[str]:
        """The command line without the name of the program; options at their defaults are left out."""
        return [*self.verb, *self._standing(), *self._named()]

    @property
    def command(self) -> str:
        """The command line to copy."""
        return shlex.join(["bedspace", *self.arguments()])

    def asked(self) -> dict[str, Any]:
        """The fields that differ from their defaults, by the names that an address has."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)

    def _standing(self) -> Iterator[str]:
        for name in self.positional:
            value = getattr(self, name)
            yield from (str(each) for each in (value if isinstance(value, tuple) else [value]) if each is not None)

    def _named(self, *left_out: str) -> Iterator[str]:
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            if name in (*self.positional, *left_out) or (value == field.default and name not in self.always):
                continue
            option = f"--{str(field.validation_alias or name).replace('_', '-')}"
            for each in value if isinstance(value, tuple) else [value]:
                yield from [option] if each is True else [option, str(each)]
