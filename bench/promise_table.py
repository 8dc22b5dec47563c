"""Runs of the work on promises to one result, and that to a table."""

import statistics

from .targets import PROMISE_RATIOS

OURS = "hate_case_mgmt"


def combined(runs):
    """:return: one result: of each figure the median of the runs, and of each ratio
    the median of the runs' ratios"""
    result = {key: runs[-1][key] for key in ("records", "times", "machine")}
    result["runs"] = len(runs)
    result["rows"] = {}
    for title in runs[0]["rows"]:
        rows = [run["rows"][title] for run in runs]
        result["rows"][title] = {
            name: {
                "work": _middle([row[name]["work"] for row in rows]),
                "clock": _middle([row[name]["median"] for row in rows]),
                "queries": rows[-1][name]["queries"],
                "times ours": _middle(
                    [row[name]["work"] / row[OURS]["work"] for row in rows]
                ),
            }
            for name in rows[0]
        }
    return result


def _middle(values):
    return round(statistics.median(values), 2)


def markdown(result):
    """:return: the table"""
    lines = [
        f"# {result['records']:,} open promises",
        "",
        f"{result['machine']['processors']} processors, PostgreSQL "
        f"{result['machine']['postgresql']}; {result['runs']} runs of "
        f"{result['times']} repetitions. Milliseconds of work (and by the clock).",
        "",
        "| | who | ms | queries | times ours | target |",
        "|---|---|--:|--:|--:|---|",
    ]
    for title, row in result["rows"].items():
        for name, cell in row.items():
            wanted = PROMISE_RATIOS.get(title, {}).get(name)
            reached = wanted and ("yes" if cell["times ours"] >= wanted else "no")
            lines.append(
                f"| {title} | {name} | {cell['work']:.1f} ({cell['clock']:.1f}) |"
                f" {cell['queries']} | {cell['times ours']:.1f} |"
                f" {f'{wanted}x: {reached}' if wanted else ''} |"
            )
    return "\n".join(lines) + "\n"
