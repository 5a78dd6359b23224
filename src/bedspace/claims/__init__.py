"""Public numbers: read from text, kept in a ledger, checked in three ways.

Reading, from small to large: ``sentences``, ``amounts``, ``comparators``, ``shares`` and ``numbers`` (the
grammar of quantities), ``masks`` (numbers that measure nothing), ``lexicon`` and ``frames`` (which metric, by
cues kept as data), ``memory`` and ``pairs`` (what a number takes over from its neighbours), ``times``,
``names`` and ``details``, and ``extraction``, which puts them together.

Checking: ``intervals`` and ``arithmetic`` (identities kept as data), ``comparisons``, ``lineage`` and ``orders``
between texts, ``texts`` as such, ``concepts``, ``record`` and ``posts`` against what is on record, and ``checks``,
which reports them apart. ``ledger`` keeps who said what, ``reviewed`` checks its numbers, and ``claimreview`` writes
checked claims for those who publish them.
"""
