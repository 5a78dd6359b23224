"""The section on arrests: four concepts and the model, the score, and two rival explanations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from bedspace.figures.public import of_series, public_figure
from bedspace.report import agreement, comparison, flows
from bedspace.report.addresses import anchor
from bedspace.report.comparison import FIRST, LAST, Comparison, Segment
from bedspace.report.held import fan
from bedspace.report.numbers import (
    Shown,
    assumed,
    band,
    between,
    counted,
    day,
    estimated,
    percent,
    reported,
    three,
    whole,
)
from bedspace.report.parts import Block, Cell, Chart, Key, Section, Sentence, Table, say
from bedspace.studies.run.runs import Answer

Rows = list[dict[str, Any]]

_CONCEPTS = (
    "Four things are called arrests here and are never pooled. They are the reported target, the posts on X (never"
    " defined), figures in the press and in statements, and official initial book-ins to detention. Book-ins are"
    " counted by month and leave out whoever is arrested but not booked in."
)


def section(answer: Answer) -> Section:
    """Arrests a day, 20 January to 10 March 2025."""
    blocks: list[Block] = [say(_CONCEPTS), _chart(answer), _scores(answer), *_verdicts(answer), *_rivals(answer)]
    return Section("arrests", "Arrests: target, posts, press and book-ins against the model", blocks)


def _level(segment: Segment, text: str) -> dict[str, Any]:
    until = min(segment.last, LAST) + timedelta(days=1)
    return {"day": segment.first.isoformat(), "until": until.isoformat(), "value": segment.value, "text": text}


def _layers(answer: Answer) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    target = public_figure("ARR001")
    ends = [Segment("", target.first, LAST, float(end or 0), "") for end in (target.low, target.high)]
    words = {"ARR017": "about ", "ARR018": "over ", "ARR016": "under "}
    said = [(public_figure(fact), word) for fact, word in words.items()]
    return {
        "fan": fan(answer, "arrests", FIRST, LAST),
        "target": [_level(end, whole(end.value)) for end in ends],
        "official": [_level(s, three(s.value)) for s in comparison.official(answer.later, answer.start)],
        "cumulative": [_level(s, three(s.value)) for s in comparison.cumulative_steps()],
        "press": [_level(Segment("", f.first, f.last, f.value, ""), word + whole(f.value)) for f, word in said],
        "post": [{"day": post.first.isoformat(), "value": post.value} for post in of_series("post")],
    }


def _keys() -> list[Key]:
    return [
        Key("median", "model, median"),
        Key("half", "50 in 100 model runs"),
        Key("most", "90 in 100 model runs"),
        Key("post", "posts on X"),
        Key("press", "press figures"),
        Key("cumulative", "between totals said in public"),
        Key("official", "official book-ins of people arrested by ICE"),
        Key("target", "reported target, both ends"),
    ]


def _chart(answer: Answer) -> Chart:
    days = comparison.single_days(answer)
    inside = [one for one in days if one.agrees]
    missed = [one.label for one in days if not one.agrees]
    title = say(
        "{inside} of {all} posted days lie in the band of the model{missed}",
        inside=str(len(inside)),
        all=str(len(days)),
        missed=f"; outside: {', '.join(missed)}" if missed else "",
    )
    alt = say(
        "Line chart with bands. Modelled arrests a day, median between {low} and {high}, with a weekly rhythm, from"
        " 20 January to 10 March 2025. Diamonds show the posts on X, from {least} to {most}; level lines show press"
        " figures, steps between totals said in public, official monthly book-ins and the reported target. {finding}.",
        low=three(min(row["q50"] for row in _layers(answer)["fan"])),
        high=three(max(row["q50"] for row in _layers(answer)["fan"])),
        least=whole(min(post.value for post in of_series("post"))),
        most=whole(max(post.value for post in of_series("post"))),
        finding=str(title),
    )
    return Chart(
        "arrests-chart",
        "arrests",
        title,
        "Arrests a day, people, 20 January to 10 March 2025. Model: assumed. Posts, press, statements and book-ins:"
        " said or counted by others, each in its own way.",
        alt,
        _layers(answer),
        _keys(),
        _daily_table(answer),
        "Given this inflow and these policies, 9 of 10 model runs lie in the wide band on any one day. Official"
        " book-ins are monthly means; that of March runs to the end of the month. Late January is the whole"
        " month less what the release of 16 January had counted of it.",
    )


def _daily_table(answer: Answer) -> Table:
    posts = {post.first: post for post in of_series("post")}
    levels = [*comparison.cumulative_steps(), *comparison.official(answer.later, answer.start)]
    rows = []
    for row in _layers(answer)["fan"]:
        when = date.fromisoformat(row["day"])
        there = {s.series: Shown(three(s.value), None, s.source) for s in levels if s.first <= when <= s.last}
        post = posts.get(when)
        rows.append(
            [
                f"{when:%a} {when.day} {when:%b}",
                three(row["q50"]),
                between(row["q05"], row["q95"]),
                whole(post.value) if post else "",
                there.get("Between totals said in public", ""),
                there.get("Official book-ins", ""),
            ]
        )
    columns = ("Day", "Model, median", "90 in 100", "Post on X", "Totals said", "Official book-ins")
    return Table("Arrests a day (model: assumed; posts and totals: reported; book-ins: counted)", columns, rows)


def _scores(answer: Answer) -> Table:
    compared = [
        comparison.nine_days(answer),
        *comparison.single_days(answer),
        *comparison.press(answer),
        comparison.rebound(answer),
        *comparison.official_book_ins(answer, answer.later),
    ]
    columns = (
        "Compared",
        "Concept",
        "Said or counted",
        "Model, median",
        "90 in 100",
        "Width, factor",
        "Holds?",
        "Role",
    )
    return Table("How the model fares", columns, [_score(one) for one in compared], frozenset({0, 1, 6, 7}))


def _score(one: Comparison) -> list[Cell]:
    low, middle, high = one.band
    modelled = assumed(three(middle), "parameters")
    said = whole(one.said) if one.said.is_integer() else three(one.said)
    return [
        one.label,
        one.concept,
        Shown(said, one.mark, one.source),
        modelled,
        between(low, high),
        f"{one.factor:.2f}",
        "yes" if one.agrees else "no",
        one.used_for,
    ]


def _verdicts(answer: Answer) -> list[Sentence]:
    days, mean, test = comparison.single_days(answer), comparison.nine_days(answer), comparison.rebound(answer)
    book_ins = comparison.official_book_ins(answer, answer.later)
    return [
        say(
            "The band of the nine-day mean spans a factor of {mean}; that of a single day at most {one}. {inside} of"
            " {all} single days and {months} of {count} spells of official book-ins lie inside.",
            mean=f"{mean.factor:.2f}",
            one=f"{max(one.factor for one in days):.2f}",
            inside=str(sum(one.agrees for one in days)),
            all=str(len(days)),
            months=str(sum(one.agrees for one in book_ins)),
            count=str(len(book_ins)),
        ),
        say(
            "Used-for-fit: weekly arrests to 30 March 2025 set the answer to the target, and the spike of late January"
            " set the surge. They count the same days as these numbers, so agreement shows little."
            " The rebound, {said} as said against {middle} ({band}) in the model, {verdict}. It mixes three concepts: a"
            " sum of posts, a round number in a statement, and a statement of the department.",
            said=reported(three(test.said), "fact-ARR015"),
            middle=assumed(three(test.band[1]), "parameters"),
            band=between(test.band[0], test.band[2]),
            verdict="lies inside the band" if test.agrees else "lies outside the band: the model misses it",
        ),
    ]


def _rivals(answer: Answer) -> list[Sentence]:
    row, counts = flows.in_a_row("book_ins_ice", agreement.FIRST, 3)
    late, february, march = comparison.official(answer.later, answer.start)
    surge, after = of_series("later surge")
    tired = band(answer.result.outputs["fatigue"][answer.row(date(2025, 2, 13))])
    return [
        say(
            "Why arrests seemed to fall in February. The model's account is a surge of effort that tires: by 13"
            " February {tired} of it has, in its median run. Lists that run out would show in people with a conviction"
            " first, and these fell no more than others. Two other accounts would give the same fall.",
            tired=assumed(percent(tired[1]), "p-fatigue_days"),
        ),
        say(
            "First rival, reporting: daily posts stopped after {last}, and what followed came from the press and from"
            " statements with other definitions. By month, official book-ins of people arrested by ICE show no fall:"
            " {late} a day in late January, {february} in February, {march} in March. By fortnight they show a mild"
            " one: {fortnights}.",
            last=day(of_series("post")[-1].last),
            late=counted(three(late.value), late.source),
            february=counted(three(february.value), february.source),
            march=counted(three(march.value), march.source),
            fortnights=counted(row, anchor(counts[0])),
        ),
        say(
            "Second rival, a shift of effort: an opening burst with borrowed agents, leaders on site and cases kept"
            " ready. Then came a return to ordinary work and to the people already held. Later surges faded in the same"
            " way with no list to run out. Book-ins by both agencies went from {surge} a day in June to"
            " {after} in July 2025, {change} lower. Nothing published tells these accounts apart.",
            surge=reported(whole(surge.value), f"fact-{surge.fact}"),
            after=reported(whole(after.value), f"fact-{after.fact}"),
            change=estimated(percent(1 - after.value / surge.value), f"fact-{after.fact}"),
        ),
    ]
