"""What a run reports: definition, unit, block and mark of each quantity, written once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bedspace.model.network import Transition
from bedspace.model.system import NETWORK
from bedspace.units import RestsOn, Unit

Block = Literal["logistics", "law", "people"]


@dataclass(frozen=True)
class Output:
    """A reported quantity.

    Attributes
    ----------
    name, label : str
    unit : Unit
    block : str
        One of the three blocks that stand with every result.
    definition : str
    rests_on : RestsOn
    sums : bool
        True for flows, which add up over days; False for stocks and ratios.
    """

    name: str
    label: str
    unit: Unit
    block: Block
    definition: str
    rests_on: RestsOn
    sums: bool = False


_ASSUMED, _ESTIMATED = RestsOn.ASSUMED, RestsOn.ESTIMATED

_WHICH = {
    "bond": "Exits by bond.",
    "recognizance": "Exits on recognizance.",
    "supervision": "Exits under an order of supervision.",
    "parole": "Exits by parole.",
    "relief": "Exits by relief granted or proceedings terminated.",
    "court_order": "Exits by court order; no release before 2026 counts them, so the rate is zero.",
    "transfer": "Exits to the Marshals or other agencies.",
    "other": "Other exits of the official table.",
    "missed": "Exits that book-ins less the growth of the stock show and the official table does not count.",
}
"""Definitions of exits that a label does not say."""
_OF_LAW = ("relief", "court_order")


def _exit(arrow: Transition) -> Output:
    """The output that counts an exit of the table."""
    label = NETWORK.state(arrow.target).label
    return Output(
        f"exits_{arrow.form}",
        label,
        Unit.PERSONS_PER_DAY,
        "law" if arrow.form in _OF_LAW else "logistics",
        _WHICH.get(arrow.form, f"Exits by this way: {label}."),
        _ESTIMATED if arrow.estimated else _ASSUMED,
        sums=True,
    )


def _counted_as(form: str) -> int:
    """Order in which exits are listed: as they are defined above, then any others."""
    return [*_WHICH, form].index(form)


_EXITS = sorted(
    (_exit(arrow) for arrow in NETWORK.hazards() if arrow.form != "removal"),
    key=lambda output: _counted_as(output.name.removeprefix("exits_")),
)

_LIST = (
    Output("arrests", "Arrests", Unit.ARRESTS_PER_DAY, "logistics", "At-large, collateral and custodial arrests by ICE on the day.", _ASSUMED, True),
    Output("arrests_at_large", "At-large arrests", Unit.ARRESTS_PER_DAY, "logistics", "Arrests in the community, collateral ones included.", _ASSUMED, True),
    Output("arrests_collateral", "Collateral arrests", Unit.ARRESTS_PER_DAY, "logistics", "People arrested besides the person sought.", _ASSUMED, True),
    Output("arrests_custodial", "Custodial arrests", Unit.ARRESTS_PER_DAY, "logistics", "Arrests by transfer from a jail or prison.", _ASSUMED, True),
    Output("arrests_operations", "Arrests by operations", Unit.ARRESTS_PER_DAY, "logistics", "People sought by operations and arrested, without collateral arrests; part of at-large arrests.", _ASSUMED, True),
    Output("arrests_agreements", "Arrests by added 287(g) agreements", Unit.ARRESTS_PER_DAY, "logistics", "Custodial arrests by agreements above the number of the base year; part of custodial arrests.", _ASSUMED, True),
    Output("share_convicted", "Arrested with a conviction", Unit.SHARE, "people", "Share of the arrested who have a conviction, on the level counted before the start.", _ESTIMATED),
    Output("target_gap", "Gap to the target", Unit.SHARE, "logistics", "Share of the national target that the last seven days missed.", _ASSUMED),
    Output("pressure", "Pressure", Unit.SHARE, "logistics", "Share of what is sought at large that gap, releases and events bring.", _ASSUMED),
    Output("leads_high_risk", "High-risk leads in hand", Unit.LEADS, "logistics", "Stock at the end of the day.", _ASSUMED),
    Output("officer_hours", "Officer-hours for at-large arrests", Unit.HOURS, "logistics", "Hours with overtime, borrowed agents at their worth.", _ASSUMED, True),
    Output("fatigue", "Fatigue", Unit.SHARE, "logistics", "Share of the surges so far that has tired.", _ASSUMED),
    Output("officers_in_training", "Officers in training", Unit.OFFICERS, "logistics", "Hired and not yet trained, at the end of the day.", _ASSUMED),
    Output("leads_traced", "Leads from traced addresses", Unit.LEADS_PER_DAY, "logistics", "Leads a day that vendors find; part of the leads found.", _ASSUMED, True),
    Output("borrowed_agent_days", "Agent-days taken from other work", Unit.AGENT_DAYS, "logistics", "Borrowed agents on the day, full-time equivalents.", _ASSUMED, True),
    Output("not_booked", "Arrested, not booked in", Unit.PERSONS_PER_DAY, "logistics", "Arrests that do not become a book-in.", _ASSUMED, True),
    Output("book_ins_ice", "Book-ins, arrested by ICE", Unit.PERSONS_PER_DAY, "logistics", "Initial book-ins of people arrested by ICE.", _ESTIMATED, True),
    Output("book_ins_cbp", "Book-ins, handed over by CBP", Unit.PERSONS_PER_DAY, "logistics", "Initial book-ins of people handed over by CBP.", _ESTIMATED, True),
    Output("midnight_population", "People held at midnight", Unit.PERSONS, "logistics", "Census at the end of the day, official scale.", _ESTIMATED),
    Output("ddp_midnight_population", "People held at midnight, Deportation Data Project scale", Unit.PERSONS, "logistics", "The same census divided by the dated bridge.", _ESTIMATED),
    Output("average_daily_population", "Average daily population", Unit.PERSONS, "logistics", "Mean of the midnight counts since the start of the run.", _ESTIMATED),
    Output("occupancy_funded", "Held against funded beds", Unit.SHARE, "logistics", "Midnight population over beds funded; the funding is an average over a fiscal year.", _ESTIMATED),
    Output("occupancy_operational", "Held against operational beds", Unit.SHARE, "logistics", "Midnight population over operational beds of February 2025.", _ESTIMATED),
    Output("occupancy_contracted", "Held against contracted beds", Unit.SHARE, "logistics", "Midnight population over contracted beds of April 2025.", _ESTIMATED),
    Output("occupancy_usable", "Held against usable beds", Unit.SHARE, "logistics", "Midnight population over beds usable on the day.", _ASSUMED),
    Output("removals", "Removals of detained people", Unit.PERSONS_PER_DAY, "logistics", "People who board on the day.", _ESTIMATED, True),
    Output("awaiting_seat", "Waiting for a seat", Unit.PERSONS, "logistics", "Held, removal due, no seat yet.", _ASSUMED),
    Output("decisions", "Decisions of judges", Unit.PERSONS_PER_DAY, "law", "Detained cases decided on the day, for departure or relief; removal through proceedings only.", _ASSUMED, True),
    Output("voluntary_departures", "Voluntary departures decided", Unit.PERSONS_PER_DAY, "law", "Decisions that end in voluntary departure; removal through proceedings only.", _ASSUMED, True),
    Output("hearings_free", "Decisions that hearings leave room for", Unit.PERSONS_PER_DAY, "law", "Decisions that judges could give on the day less those given; removal through proceedings only.", _ASSUMED, True),
    Output("awaiting_decision", "Waiting for a judge", Unit.PERSONS, "law", "Held, case in court not decided; removal through proceedings only.", _ASSUMED),
    Output("awaiting_document", "Waiting for a travel document", Unit.PERSONS, "logistics", "Held, departure decided, no document yet; removal through proceedings only.", _ASSUMED),
    Output("overdue_orders", "Held over 180 days after an order", Unit.PERSONS, "law", "Held, no document 180 days after the order; removal through proceedings only.", _ASSUMED),
    Output("seats_free", "Seats left empty", Unit.SEATS_PER_DAY, "logistics", "Seats for detained people less those boarding.", _ASSUMED, True),
    *_EXITS,
    Output("exits_capacity", "Released for want of a bed", Unit.PERSONS_PER_DAY, "logistics", "Releases of those above the surge ceiling and of those without a local bed.", _ASSUMED, True),
    Output("hold_room", "In hold rooms at midnight", Unit.PERSONS, "law", "Booked in and not yet placed; engine of persons only.", _ASSUMED),
    Output("hold_nights_over_limit", "Nights in hold rooms over the limit", Unit.PERSON_DAYS, "law", "One for each person at midnight in a hold room for more nights than the limit then in force; one night is more than 12 hours; engine of persons only.", _ASSUMED, True),
    Output("areas_full", "Areas without a free bed", Unit.AREAS, "logistics", "Areas that hold at midnight as many as they have beds, surge included, or more; engine of persons only.", _ASSUMED),
    Output("held_out_of_area", "Placed outside the area of the arresting office", Unit.PERSONS_PER_DAY, "people", "Book-ins of offices whose area has not the beds, allocated, and those placed elsewhere for want of a bed; engine of persons only.", _ASSUMED, True),
    Output("placed_elsewhere", "Placed outside their area", Unit.PERSONS_PER_DAY, "people", "Book-ins of the day placed in another area for want of a bed; engine of persons only.", _ASSUMED, True),
    Output("seat_wait_days", "Nights waited by those who boarded", Unit.PERSON_DAYS, "logistics", "Sum over people who boarded on the day; engine of persons only.", _ASSUMED, True),
    Output("custody_cost", "Cost of custody", Unit.USD_PER_DAY, "logistics", "Bed-days at average cost to the funded number, at marginal cost above.", _ASSUMED, True),
    Output("over_180_days", "Held over 180 days", Unit.PERSONS, "law", "People whose time in custody exceeds 180 days.", _ESTIMATED),
    Output("mean_time_in_custody", "Mean time in custody so far", Unit.DAYS, "people", "Mean age in custody of those held.", _ESTIMATED),
    Output("person_days", "Person-days held", Unit.PERSON_DAYS, "people", "One for each person held at midnight.", _ESTIMATED, True),
    Output("share_without_conviction", "Held without a conviction", Unit.SHARE, "people", "Share of those held with pending charges or none.", _ESTIMATED),
    Output("share_without_charge", "Held without conviction or charge", Unit.SHARE, "people", "Share of those held who are other immigration violators.", _ESTIMATED),
)  # fmt: skip

OUTPUTS: dict[str, Output] = {output.name: output for output in _LIST}


BLOCKS: tuple[Block, ...] = ("logistics", "law", "people")

OF_ARRESTS = (
    "arrests",
    "arrests_at_large",
    "arrests_collateral",
    "arrests_custodial",
    "arrests_operations",
    "arrests_agreements",
    "share_convicted",
    "target_gap",
    "pressure",
    "leads_high_risk",
    "officer_hours",
    "fatigue",
    "officers_in_training",
    "leads_traced",
    "borrowed_agent_days",
    "not_booked",
)
"""Outputs of the part of the system before custody; they mean nothing in a run whose book-ins are given."""
