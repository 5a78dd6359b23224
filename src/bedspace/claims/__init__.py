"""Public numbers: read from text, kept in a ledger, checked in three ways.

Reading, from small to large: ``sentences``, ``amounts``, ``comparators``, ``shares`` and ``numbers`` (the
grammar of quantities), ``masks`` (numbers that measure nothing), ``lexicon`` and ``frames`` (which metric, by
cues kept as data), ``memory`` and ``pairs`` (what a number takes over from its neighbours), ``times``,
``names`` and ``details``, and ``extraction``, which puts them together.

Checking: ``intervals`` and ``arithmetic`` (identities kept as data), ``comparisons``, ``lineage`` and ``orders``
between texts, ``texts`` as such, ``concepts``, ``official_figures``, ``vintages`` and ``posts`` against what is on
record, ``guards``, which keep a verdict back where words were not read, and ``checks``, which reports them apart.
``ledger`` keeps who said what, and ``ledger_review`` checks its numbers.
"""
