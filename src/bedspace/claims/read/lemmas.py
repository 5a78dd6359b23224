"""The ground form of an English word: "deported" and "deportations" lead to "deport" and "deportation".

A word has few possible ground forms; those that the cue lists know are taken, so no dictionary is needed.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

_FORMS = (
    "be is are was were been being am|have has had having 've|do does did done|go goes went gone|hold held|make made"
    "|send sent|leave left|rise rose risen|fall fell fallen|grow grew grown|shrink shrank shrunk|keep kept|spend spent"
    "|seek sought|tell told|say said|take took taken|give gave given|bring brought|buy bought|build built|swear sworn"
    "|pay paid|fly flew flown flying|man men|woman women|child children|lose lost|win won|run ran running|lead led"
    "|meet met|stand stood|sit sat|begin began begun|come came|become became|get got gotten|see saw seen|sleep slept"
    "|sweep swept swept|catch caught|strike struck|slide slid|sink sank sunk|lend lent|sell sold|hear heard|find found"
    "|deny denies denied|die died dying dies|jail jailed|speak spoke spoken|swell swollen|drive drove driven"
    "|let letting|cut cutting|set setting|quit quitting|hit hitting|lie lay|know knew known|people persons"
    "|overcrowd overcrowded|sheriff sheriffs|strip stripped|life lives|feel felt|mean meant|show shown"
)
_IRREGULAR = {form: forms.split()[0] for forms in _FORMS.split("|") for form in forms.split()}
_ENDINGS = (
    ("ies", "y"), ("es", ""), ("es", "e"), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
)  # fmt: skip
_HISSES = ("s", "x", "z", "ch", "sh", "o")  # "taxes" are a tax, "planes" are no plan


def ground_forms(word: str) -> Iterator[str]:
    """Possible ground forms of a word in lower case, itself among them.

    >>> list(ground_forms("planned"))
    ['planned', 'plann', 'plan', 'planne']
    """
    word = word.removesuffix("'s")
    yield word
    if word.endswith("'ll"):
        yield "will"
    if word in _IRREGULAR:
        yield _IRREGULAR[word]
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 2 and ((ending, instead) != ("es", "") or stem.endswith(_HISSES)):
            yield stem + instead
            if ending in {"ed", "ing"} and not instead and len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]


def _american(word: str) -> str:
    for british, american in (("isation", "ization"), ("ise", "ize"), ("ising", "izing"), ("tre", "ter")):
        word = word.removesuffix(british) + american if word.endswith(british) else word
    return word


def lemmas(word: str, known: Container[str]) -> frozenset[str]:
    """The ground forms that are known, in British or American spelling.

    >>> sorted(lemmas("authorised", {"authorize"})), sorted(lemmas("hearing", {"hearing", "hear"}))
    (['authorize'], ['hear', 'hearing'])
    """
    return frozenset(form for plain in ground_forms(word) for form in (plain, _american(plain)) if form in known)
