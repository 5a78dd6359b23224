"""Save a chart of the detained population as an SVG file. Needs the extra ``report``."""

from pathlib import Path

from bedspace import Request, run
from bedspace.report.arrests import fan
from bedspace.report.charts import draw

answer = run(Request("no-change", draws=200))
days = fan(answer, "midnight_population", answer.start, answer.day(180))
end = [{"day": days[-1]["day"], "value": days[-1]["q95"], "text": "9 of 10 model runs"}]

Path("population.svg").write_text(draw("population", {"fan": days, "label": end})["wide"], encoding="utf-8")
print(f"population.svg: {len(days)} days, ending at {days[-1]['q50']:,.0f} people held")
