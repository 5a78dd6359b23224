"""Public numbers: read from text, kept in a ledger, checked in three ways.

Files as words: ``documents``, ``pages`` (HTML) and ``transcripts``.

Reading, from small to large: ``sentences``, ``amounts``, ``comparators``, ``ratios`` and ``numbers`` (the grammar of
quantities), ``masks`` (numbers that measure nothing), ``lemmas``, ``cues`` and ``named`` (words that speak for a fact,
kept as data), ``topic``, ``surroundings`` and ``grammar`` (what stands how near a number), ``evidence`` and ``memory``
(what speaks for each of its six facts, here and before), ``choice`` (the table from facts to the metric), ``times``,
``names`` and ``details``, and ``extraction``, which puts them together. ``weights`` holds all weights.

Checking: ``intervals`` and ``arithmetic`` (identities kept as data), ``comparisons``, ``lineage``, ``orders``
and ``together`` between texts, ``texts`` as such, ``concepts``, ``official_figures`` and ``posts`` against what is on
record, ``reading`` and ``verdicts`` (one verdict a statement, and the only lookup in the record), ``said_before``,
and ``checks``, which joins them.
``batch`` checks many texts, ``worth`` ranks their statements, ``log`` keeps verdicts, ``again`` finds the changed ones.
``ledger`` keeps who said what, ``repeats`` finds it again, and ``ledger_review`` checks its numbers.
"""
