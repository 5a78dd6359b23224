"""What the API can be asked: one question for each verb, under the name that it has in an address."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from bedspace.parameters.scenario import scenarios
from bedspace.studies.run.request import DRAWS, SEED
from bedspace.web.question import FORMS, Day, Mechanism, Name, Other, Policy, Question, Scenario, Seed, Setting, Words

MOST_DRAWS, MOST_DAYS, MOST_ROWS = 2_000, 1_100, 500_000
"""Draws, days and their product that a request over HTTP may ask for."""
MOST_DRAWS_OF_A_JOB, MOST_PERSONS_DAYS = 200, 400
"""Draws of a job, and days of one person by person."""
MOST_LETTERS, MOST_LETTERS_OF_A_BODY = 4_000, 20_000
"""Of a text to check, in an address and in a body."""


class Latest(Question):
    """Where things stand: the newest count of everything."""

    verb = ("latest",)
    as_of: Day | None = None


class Flows(Question):
    """Official flows a day in the windows between two releases."""

    verb = ("data", "flows")
    first: Day = Field(default=date.min, validation_alias="from", serialization_alias="from")
    last: Day = Field(default=date.max, validation_alias="to", serialization_alias="to")
    as_of: Day = date.max


class Forecast(Question):
    """What is held, booked in, removed and released if policy does not change; columns of the hubverse."""

    verb = ("forecast",)
    as_of: Day | None = None
    horizons: Annotated[str, Field(pattern=r"^\d{1,3}(,\d{1,3}){0,60}$")] = "30,90,180"
    draws: Annotated[int, Field(ge=0, le=MOST_DRAWS)] = 0
    seed: Seed = SEED


class Backtest(Question):
    """How good the forecasts were at past origins, beside naive ones."""

    verb = ("backtest",)
    first: Day = Field(default=date.min, validation_alias="from", serialization_alias="from")
    last: Day = Field(default=date.max, validation_alias="to", serialization_alias="to")


class Simulated(Question):
    """The options that all runs of a scenario share."""

    policy: tuple[Policy, ...] = Field(default=(), max_length=40)
    start: Day | None = None
    draws: Annotated[int, Field(ge=1, le=MOST_DRAWS)] = DRAWS
    seed: Seed = SEED
    inflow: Literal["held", "observed", "forecast", "arrests"] | None = None
    as_of: Day | None = None
    data_through: Day | None = None
    set: tuple[Setting, ...] = Field(default=(), max_length=60)
    off: tuple[Mechanism, ...] = Field(default=(), max_length=40)
    stale_ok: bool = False


class Lasting(Simulated):
    """A run whose length the question says."""

    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] | None = None

    def named(self) -> list[str]:
        """Names of the scenarios that are run."""
        return []

    @model_validator(mode="after")
    def _bounded(self) -> Lasting:
        own = [scenarios()[name].days for each in self.named() if (name := each.split("+")[0]) in scenarios()]
        days = self.days or max(own, default=1)
        if days * self.draws > MOST_ROWS:
            raise ValueError(f"{days} days with {self.draws} draws; days times draws is at most {MOST_ROWS:,}")
        return self


class Run(Lasting):
    """Simulate a scenario in expected numbers: every output by day, with intervals and marks."""

    verb = ("run",)
    positional = ("scenario",)
    scenario: Scenario = "no-change"
    outputs: Annotated[str, Field(pattern=r"^[a-z0-9_,]{1,800}$")] | None = None

    def named(self) -> list[str]:
        """See `Lasting`."""
        return [self.scenario]


class Persons(Run):
    """Simulate a scenario person by person: a job, with nights in hold rooms and areas."""

    always = ("engine", "draws")
    long = True
    engine: Literal["persons"] = "persons"
    draws: Annotated[int, Field(ge=1, le=MOST_DRAWS_OF_A_JOB)] = 40
    days: Annotated[int, Field(ge=1, le=MOST_PERSONS_DAYS)] | None = None


class Reach(Question):
    """What would have to be true, nationally, for a number to be reached: a job."""

    verb = ("reach",)
    long = True
    output: Literal["removals", "arrests", "held", "held_over_180", "detained_hearing_wait"] = "removals"
    op: Literal[">=", "<="] = ">="
    value: Annotated[float, Field(gt=0, le=5_000_000, allow_inf_nan=False)] = 1_000_000
    by: Day | None = None
    draws: Annotated[int, Field(ge=20, le=MOST_DRAWS_OF_A_JOB)] = 100
    seed: Seed = SEED
    as_of: Day | None = None

    @property
    def question(self) -> str:
        """The question as the verb reads it."""
        return f"{self.output} {self.op} {self.value:.10g}"

    def arguments(self) -> list[str]:
        """See `Question`."""
        return [*self.verb, self.question, *self._named("output", "op", "value")]


class Bottleneck(Lasting):
    """Which limit binds when, and what one more bed, hearing or seat changes: a job."""

    verb = ("bottleneck",)
    positional = ("scenario",)
    always = ("draws",)
    long = True
    scenario: Scenario | None = None
    output: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,60}$")] = "removals"
    draws: Annotated[int, Field(ge=2, le=MOST_DRAWS_OF_A_JOB)] = 100

    def named(self) -> list[str]:
        """See `Lasting`."""
        return [self.scenario] if self.scenario else []


class Compare(Lasting):
    """What scenarios or policies change against a base, run by run."""

    verb = ("compare",)
    positional = ("base", "other")
    base: Scenario = "no-change"
    other: tuple[Other, ...] = Field(min_length=1, max_length=4)
    by: Literal["fiscal-year", "date"] = "fiscal-year"
    outputs: Annotated[str, Field(pattern=r"^[a-z0-9_,]{1,800}$")] | None = None

    def named(self) -> list[str]:
        """See `Lasting`."""
        return [self.base, *self.other]


class Costs(Lasting):
    """Dollars by fiscal year and account, low, central and high."""

    verb = ("costs",)
    positional = ("scenario",)
    scenario: Scenario = "reports-2025-02"
    dollars: Literal["current", "constant"] = "current"
    table: Literal["accounts", "unit", "spend-out", "others"] | None = None

    def named(self) -> list[str]:
        """See `Lasting`."""
        return [self.scenario]


class Fate(Simulated):
    """What became of people arrested in some days by day 14, 30, 90 and 180."""

    verb = ("fate",)
    positional = ("number", "scenario")
    always = ("arrested",)
    number: Annotated[float, Field(gt=0, le=20_000_000, allow_inf_nan=False)] = 8_000
    scenario: Scenario = "reports-2025-02"
    arrested: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d$")] = "2025-01-20..2025-02-03"


class System(Question):
    """The thirteen parts of the system, the statements of the reports, or the table that the engines compile."""

    verb = ("system",)
    positional = ("part",)
    part: Name | None = None
    statements: bool = False
    arrows: bool = False


class Parameters(Question):
    """The numbers of the model: one row for each dated value."""

    verb = ("parameters", "list")


class Parameter(Question):
    """The dated values of one number of the model."""

    verb = ("parameters", "show")
    positional = ("name",)
    name: Name


class Policies(Question):
    """The policies that can be added to a scenario, with their reference."""

    verb = ("scenarios", "list", "--policies")


class Scenarios(Question):
    """The scenarios."""

    verb = ("scenarios", "list")


class Changes(Question):
    """The dated changes of one scenario or policy."""

    verb = ("scenarios", "show")
    positional = ("name",)
    name: Scenario


class Find(Question):
    """A word looked up among everything that has a name."""

    verb = ("find",)
    positional = ("words",)
    words: Words


class Why(Question):
    """Where a shown number comes from: file, sheet and cell, or parameter and publication."""

    verb = ("why",)
    forms = (*FORMS, "pdf")
    positional = ("figure",)
    figure: Words


class Facilities(Question):
    """All places of detention that the releases list."""

    verb = ("data", "facility")
    as_of: Day = date.max


class Facility(Question):
    """One place of detention over releases, whatever names they print."""

    verb = ("data", "facility")
    positional = ("name",)
    name: Words
    as_of: Day = date.max


class Table(Question):
    """An official table as known on a day."""

    verb = ("data", "table")
    positional = ("name",)
    name: Name
    as_of: Day | None = None


class Revisions(Question):
    """What changed between releases in the months that both print."""

    verb = ("data", "revisions")
    positional = ("name",)
    name: Name


class Accounts(Question):
    """Rival accounts of arrests in 2025 beside what was counted."""

    verb = ("accounts",)
    positional = ("what",)
    what: Literal["causes", "counts", "pairs", "scores", "numbers"] = "counts"
    draws: Annotated[int, Field(ge=20, le=400)] = 400
    seed: Seed = SEED


class Claims(Question):
    """The ledger of public claims."""

    verb = ("claims", "list")


class Check(Question):
    """The statements of a text, each with one verdict."""

    verb = ("check",)
    positional = ("text",)
    text: Annotated[str, Field(min_length=1, max_length=MOST_LETTERS)]
    said: Day | None = None


class Text(Check):
    """The same for a text too long for an address."""

    text: Annotated[str, Field(min_length=1, max_length=MOST_LETTERS_OF_A_BODY)]


NAMED: dict[str, type[Question]] = {
    "parameters": Parameter,
    "scenarios": Changes,
    "table": Table,
    "revisions": Revisions,
    "facility": Facility,
}
"""Questions that ask for one thing by its name, which stands in the path."""
QUESTIONS: dict[str, type[Question]] = {
    kind.__name__.lower(): kind
    for kind in (
        *(Latest, Flows, Forecast, Backtest, Run, Persons, Compare, Reach, Bottleneck, Fate, Costs, Check, System),
        *(Parameters, Policies, Scenarios, Find, Why, Facilities, Accounts, Claims),
    )
}
"""All others by the name that they have in an address."""
