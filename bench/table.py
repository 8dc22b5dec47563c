"""Runs to one result, and a result to a table with its targets."""

import statistics

from .targets import GUARDS, RATIOS, TARGETS_FOR

OURS = "hate_case_mgmt"
PEERS = ("helpdesk", "project", "crm")
TITLES = {
    "helpdesk": "helpdesk_mgmt(+sla)",
    "project": "project.task",
    "crm": "crm.lead",
}


def combined(runs):
    """:return: one result of several runs: for each figure their median, for each
    ratio the median of the runs' ratios"""
    result = {key: runs[-1][key] for key in ("records", "times", "machine", "fields")}
    result["runs"] = len(runs)
    result["rows"] = {}
    for title in runs[0]["rows"]:
        rows = [run["rows"][title] for run in runs]
        row = {
            name: {
                "median": _middle([r[name]["median"] for r in rows]),
                "p95": _middle([r[name]["p95"] for r in rows]),
                "work": rows[0][name]["work"]
                and _middle([r[name]["work"] for r in rows]),
                "queries": rows[-1][name]["queries"],
            }
            for name in rows[0]
        }
        row["ratios"] = {
            peer: _middle([_time(r[peer]) / _time(r[OURS]) for r in rows])
            for peer in PEERS
            if peer in row
        }
        result["rows"][title] = row
    homes = [run["homes"] for run in runs if "homes" in run]
    if homes:
        result["homes"] = {key: _middle([h[key] for h in homes]) for key in homes[0]}
    result["rules"] = {
        name: [
            _middle([run["rules"][name][0] for run in runs]),
            _middle([run["rules"][name][1] for run in runs]),
        ]
        for name in runs[0]["rules"]
    }
    return result


def _time(cell):
    """What counts: the work, or the clock where the work is done elsewhere."""
    return cell["work"] or cell["median"]


def _middle(values):
    return round(statistics.median(values), 2)


def markdown(result):
    machine = result["machine"]
    lines = [
        f"# {result['records']:,} records of each product",
        "",
        f"{machine['processors']} processors, {machine['gigabytes']} GB, PostgreSQL "
        f"{machine['postgresql']}, Python {machine['python']}; {result['runs']} runs "
        f"of {result['times']} repetitions. Milliseconds of work, in brackets by the "
        "clock (median, p95), and SQL queries.",
        "",
        "| operation | ours | "
        + " | ".join(TITLES[peer] for peer in PEERS)
        + " | "
        + " | ".join(f"{peer}/ours" for peer in PEERS)
        + " | target | reached |",
        "|---|" + "--:|" * 7 + "---|---|",
    ]
    for title, row in result["rows"].items():
        lines.append(_line(result["records"], title, row))
    lines += [
        "",
        "Fields read (list, kanban, form): "
        + "; ".join(
            f"{name} {'/'.join(map(str, counts))}"
            for name, counts in result["fields"].items()
        )
        + ".",
        "",
        "| our record rules | as the user, ms | as superuser, ms | x |",
        "|---|--:|--:|--:|",
    ]
    for name, (ruled, free) in result["rules"].items():
        lines.append(f"| {name} | {ruled} | {free} | {ruled / free:.2f} |")
    if "homes" in result:
        homes = result["homes"]
        lines += [
            "",
            f"{homes['homes']:,} homes imported: {homes['work']} s of work "
            f"({homes['clock']} s), {homes['queries']:,} queries.",
        ]
    return "\n".join(lines) + "\n"


def _line(records, title, row):
    cells = [title, _figure(row[OURS])]
    cells += [_figure(row[peer]) if peer in row else "" for peer in PEERS]
    cells += [f"{row['ratios'][peer]:.1f}x" if peer in row else "" for peer in PEERS]
    cells += _judged(records, title, row)
    return "| " + " | ".join(cells) + " |"


def _figure(cell):
    queries = f" {cell['queries']}q" if cell["queries"] is not None else ""
    clock = f"{cell['median']:.1f}, {cell['p95']:.0f}"
    if not cell["work"]:
        return f"({clock})"
    return f"{cell['work']:.1f} ({clock}){queries}"


def _judged(records, title, row):
    """:return: the target in words, and what of it was missed"""
    if records != TARGETS_FOR:
        return "", ""
    ratios = RATIOS.get(title)
    guard = GUARDS.get(title)
    words, missed = [], []
    if ratios:
        words.append(" / ".join(f"{wanted}x" for wanted in ratios))
        for peer, wanted in zip(PEERS, ratios, strict=True):
            if peer in row and row["ratios"][peer] < wanted:
                missed.append(f"{peer} {row['ratios'][peer]:.1f}x < {wanted}x")
    if guard:
        milliseconds, queries = guard
        words.append(f"{milliseconds} ms" + (f", {queries} q" if queries else ""))
        if _time(row[OURS]) > milliseconds:
            missed.append(f"{_time(row[OURS]):.1f} ms > {milliseconds} ms")
        if queries and row[OURS]["queries"] > queries:
            missed.append(f"{row[OURS]['queries']} q > {queries} q")
    if not words:
        return "", ""
    return "; ".join(words), "no: " + ", ".join(missed) if missed else "yes"
