"""The whole system: the table put together, the order of a day, the mechanisms and their switches.

One day, in this order (tests refer to it):

1. dated capacities and policies take the value of the day;
2. pressure and effort: gap to target, releases and events move what is sought at large, some days later; officers,
   partners and scope give capacity;
3. arrests: demand and capacity meet softly, a rise brings a surge that tires; people on lists first, then arrests of
   opportunity; leads used, aged and replenished; custodial arrests, those of added 287(g) agreements among them;
4. hand-overs by CBP;
5. exits from detention by every form, out of last midnight's stock;
6. removals board within the seats of the day, the others wait in their beds;
7. beds are free;
8. intake: book-ins of the day take beds; some find no local bed;
9. capacity release of those above the surge ceiling;
10. midnight census and outputs.

Intake comes after exits: the other way round a full system reads 98 % full and releases hundreds a day
needlessly. The day of booking is day 0: who is booked in today can leave from tomorrow on.
"""

from __future__ import annotations

from bedspace.model import (
    agreements,
    arrests,
    courts,
    custody,
    documents,
    leads,
    money,
    officers,
    operations,
    pressure,
    removal,
    targets,
)
from bedspace.model.network import Network

PARTS = (
    targets,
    pressure,
    leads,
    officers,
    operations,
    arrests,
    agreements,
    custody,
    courts,
    documents,
    removal,
    money,
)

NETWORK = Network(
    states=tuple(state for part in PARTS for state in getattr(part, "STATES", ())),
    transitions=tuple(arrow for part in PARTS for arrow in getattr(part, "TRANSITIONS", ())),
    resources=tuple(resource for part in PARTS for resource in getattr(part, "RESOURCES", ())),
)

PARAMETERS = tuple(name for part in PARTS for name in getattr(part, "PARAMETERS", ()))

# mechanism -> parameters and the value that switches it off
MECHANISMS: dict[str, dict[str, float]] = {
    "target": {"arrest_target": 0, "office_target": 0},
    "target per office": {"office_target": 0},
    "pressure from the gap": {"pressure_from_gap": 0},
    "pressure from releases": {"pressure_from_releases": 0},
    "pressure from events": {"pressure_from_events": 0},
    "pressure on hours": {"pressure_on_hours": 0},
    "pressure on research": {"pressure_on_research": 0},
    "pressure on scope": {"pressure_on_scope": 0},
    "pressure on release": {"pressure_on_release": 0},
    "high-risk leads": {"leads_high_risk": 0},
    "wider leads": {"scope": 0},
    "ageing of leads": {"lead_ageing": 0},
    "replenishment of leads": {"replenishment_growth": 0},
    "sensitive places": {"sensitive_places_share": 0},
    "skip tracing": {"skip_tracing_addresses": 0},
    "operations": {"operation_sought": 0},
    "publicity": {"publicity_loss": 0},
    "shift of officers": {"officers_at_large_share": 0.1},
    "custody takes officers": {"custody_officers_per_held": 0},
    "borrowed agents": {"borrowed_officers": 0},
    "fatigue": {"fatigue_days": 100_000},
    "hired officers": {"hired_officers": 0},
    "training": {"training_days": 0},
    "growth of custodial arrests": {"detainers": 451, "custodial_growth": 1},
    "287(g) agreements": {"arrests_per_agreement": 0},
    "collateral arrests": {"collateral_share": 0},
    "day shock": {"day_shock": 0},
    "drift of arrests": {"level_walk": 0},
    "weekdays": dict.fromkeys(arrests.WEEKDAYS, 1.0),
    "not booked": {"book_ins_per_arrest": 1},
    "hand-overs by CBP": {"cbp_book_ins": 0},
    "drift of hand-overs": {"handover_drift": 0},
    "stay mixture": {"stay_slow_share": 0},
    "exit elasticity": {"exit_elasticity": 0},
    "exit drift": {"exit_drift": 0},
    "parameter error": {"rate_error": 0},
    "removal through proceedings": {"removal": 0},
    "hearings": {"hearing_capacity": 100},
    "priority of hearings": {"hearing_priority": 0},
    "voluntary departure": {"voluntary_departure_share": 0},
    "country groups": {"slow_country_share": 0, "refusing_country_share": 0},
    "documents": {"document_days_cooperative": 1, "document_days_slow": 1},
    "release after 180 days": {"overdue_release_ratio": 1},
    "third countries": {"third_country_places": 0},
    "mandatory detention": {"mandatory_detention": 0},
    "petitions": {"habeas_rate": 0},
    "seats": {"seats_growth": 20},
    "weekends without flights": {"weekend_seats": 1},
    "beds": {"beds_usable": 300_000},
    "surge": {"beds_surge": 1},
    "capacity release": {"capacity_release_share": 0},
    "local shortage": {"local_shortage_share": 0},
}

HOLD_THE_START = (
    "officers_at_large_before",
    "custody_officers_per_held",
    "court_share",
    "court_days",
    "judges",
    "voluntary_departure_share",
    "slow_country_share",
    "refusing_country_share",
    "document_days_cooperative",
    "document_days_slow",
    "mandatory_detention",
)
"""Numbers on which levels or paces are set at the start: one that holds throughout mostly cancels out."""

NOT_MODELLED: dict[str, str] = {
    "single facilities": "areas are followed by the engine of persons; no public file has a site's capacity by day",
    "hours in hold rooms": "the engine of persons counts nights; nothing national is published on hours",
    "transfers after the first placement": "they keep the stay clock and are no book-ins; none is published nationally",
    "courts one by one, appeals": "decisions of detained cases by court and month stand in no file that is read",
    "nationalities": "orders fall into three groups by how documents come; no table crosses nationality and custody",
    "long stays that bring voluntary departure": "reported, but not by how much for how long a stay",
    "weekdays of book-outs": "monthly tables do not show them; weekends without flights are a switch",
    "stays under 30 days by shape": "monthly flows do not identify them",
    "release reason by agency": "unpublished; reasons are split by an assumed crosswalk",
    "family and child detention apart": "not in the period of the reports",
}
