"""Agreements under section 287(g): local officers who arrest for the federal agency, as a number of agreements.

Detainers of late 2024 hold the arrests of the agreements then in force; only agreements above that number add. They act
some weeks after they are signed. What one brings is not identified.
"""

PART = "agreements"
PARAMETERS = ("agreements_287g", "agreements_before", "arrests_per_agreement", "agreement_days")
