"""What must hold of the output: every row told, words known, references there, dates possible."""

import re
from collections import Counter

import rules
from ledger import COLUMNS, PLACE_COLUMNS
from rules import DELTA, REGIONS

WORDS = {
    ("places", "level"): "state province city county area",
    ("places", "inside"): "yes no",
    ("agreements", "kind"): "agreement plan declaration mechanism standard pairing rules fund project other",
    ("agreements", "rank"): "national provincial municipal county department other",
    ("agreements", "lead"): "government market society mixed",
    ("agreements", "stage"): "proposed signed landed stalled ended",
    ("agreement_parties", "role"): "party lead from to issuer observer",
    ("enclaves", "kind"): "industry sci-tech talent institution other",
    ("enclaves", "status"): "planned signed building running ended",
    ("enclaves", "lead"): "government market society mixed",
    ("enclaves", "mode"): "trusteeship joint shares other",
    ("platforms", "kind"): "recognition data standard judicial corridor alliance other",
    ("platforms", "status"): "planned signed building running ended",
    ("platforms", "lead"): "government market society mixed",
    ("platform_members", "role"): "member lead observer issues accepts",
    ("councils", "level"): "decision coordination execution",
    ("council_members", "role"): "member chair observer",
    ("circle_members", "role"): "member observer",
    ("circle_members", "extent"): "whole part",
    ("circles", "status"): "proposed planned approved signed running stalled ended",
    ("acts", "kind"): "meeting project budget renewal other",
    ("borders", "kind"): "land water none",
    ("claims", "kind"): "claim recommendation",
}
WORDS = {key: set(words.split()) for key, words in WORDS.items()}
WORDS["circles", "kind"] = {"agglomeration", "metropolitan circle", "economic zone", "corridor", "demonstration zone",
                            "adjacent group", "capital group", "other"}
CHECKED, FOUND = {"seed", "verified", "reading", "unverified"}, {"study", "protocol", "extra"}
REQUIRED = {
    "region": "id name", "places": "id name level", "agreements": "id", "agreement_parties": "agreement", "enclaves": "id kind",
    "platforms": "id", "platform_members": "platform place", "councils": "id", "council_members": "council place",
    "meetings": "", "acts": "of date", "circles": "id name", "circle_members": "circle place", "borders": "a b",
    "rivalries": "a b", "observations": "about what value", "claims": "id kind", "sources": "id citation",
}
NUMBERS = ("count", "parties_stated", "members_stated", "number", "length_km", "value", "home_share", "population", "gdp",
           "gdp_per_capita", "urban_population", "population_2010", "longitude", "latitude")
DATES = ("start", "end", "landed", "date", "joined", "left", "as_of", "covers_to")
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
TARGETS = {"agreement": ("agreements",), "platform": ("platforms",), "circle": ("circles",), "parent": ("circles",),
           "council": ("councils",), "same_as": ("agreements", "enclaves", "platforms", "councils", "circles")}
OF = {"meetings": ("councils", "agreements", "circles"), "acts": ("agreements", "enclaves", "platforms")}


def span(text):
    """First and last day a date allows, as text that sorts."""
    first, _, last = text.partition("/")
    last = last or first
    return (first + "-01-01"[len(first) - 4:], last + "-12-31"[len(last) - 4:])


def run(ledger):
    problems = [f"{table} {name}: neither in an output nor in dropped.csv"
                for (table, line), (name, told) in ledger.account.items() if not told]
    for region in REGIONS:
        problems += [f"{region}/{problem}" for problem in region_problems(ledger.tables[region])]
    joined = Counter(int(line["joined"]) for line in ledger.tables[DELTA]["council_members"] if line["council"] == "K06")
    sizes, total = {}, 0
    for year in sorted(joined):
        total += joined[year]
        sizes[year] = total
    if sizes != rules.K06_SIZES:
        problems.append(f"K06 grows as {sizes}, expected {rules.K06_SIZES} (R9)")
    return problems


def region_problems(tables):
    ids = {table: {line["id"] for line in lines} for table, lines in tables.items() if "id" in COLUMNS[table]}
    events = ids["agreements"] | ids["enclaves"] | ids["platforms"] | ids["councils"] | ids["circles"]
    domains = {word for part in tables["region"][0]["domains"].split(";") for word in part.partition("=")[2].split("+") + [part] if word}
    for table, lines in tables.items():
        names = [line["id"] for line in lines if "id" in line]
        yield from (f"{table}: id {name} twice" for name, n in Counter(names).items() if n > 1)
        for line in lines:
            where = f"{table} {line.get('id') or line.get('agreement') or line.get('of') or line}"
            yield from cell_problems(table, line, where)
            for column in PLACE_COLUMNS.get(table, []):
                if line[column] and line[column] not in ids["places"]:
                    yield f"{where}: place {line[column]} is missing"
            for name in line.get("core", "").split(";") if table == "circles" else ():
                if name and name not in ids["places"]:
                    yield f"{where}: core {name} is missing"
            for column, targets in TARGETS.items():
                if table == "places":
                    targets = ("places",)
                if line.get(column) and not any(line[column] in ids[target] for target in targets):
                    yield f"{where}: {column} {line[column]} is missing"
            if table in OF and line["of"] and not any(line["of"] in ids[target] for target in OF[table]):
                yield f"{where}: of {line['of']} is missing"
            if table == "observations" and line["about"] not in events | ids["places"] | ids["region"]:
                yield f"{where}: about {line['about']} is missing"
            for part in line.get("source", "").split(";"):
                if part and part.split("#")[0] not in ids["sources"]:
                    yield f"{where}: source {part} is missing"
            for word in line.get("domain", "").split(";"):
                if word and word not in domains:
                    yield f"{where}: domain {word} is not declared"
    yield from table_problems(tables)


def cell_problems(table, line, where):
    for column in REQUIRED[table].split():
        if not line[column]:
            yield f"{where}: {column} is empty"
    for (of, column), words in WORDS.items():
        if of == table and line[column] and line[column] not in words:
            yield f"{where}: {column} {line[column]!r} is no word of the format"
    if line.get("checked") and line["checked"] not in CHECKED:
        yield f"{where}: checked {line['checked']!r}"
    if line.get("found") and line["found"] not in FOUND:
        yield f"{where}: found {line['found']!r}"
    if "source" in line and not line["source"]:
        yield f"{where}: no source"
    for column in NUMBERS:
        if line.get(column) and not re.fullmatch(r"\d+(\.\d+)?", line[column]):
            yield f"{where}: {column} {line[column]!r} is no number"
    for column in DATES:
        text = line.get(column, "")
        if not text:
            continue
        parts = text.split("/")
        if len(parts) > 2 or not all(DATE.fullmatch(part) for part in parts) or span(text)[0] > span(text)[1]:
            yield f"{where}: {column} {text!r} is no date"
        elif table not in ("sources", "region") and span(text)[0] > rules.AS_OF:
            yield f"{where}: {column} {text} lies after {rules.AS_OF}"
    for first, later in (("start", "end"), ("start", "landed"), ("joined", "left")):
        if line.get(first) and line.get(later) and span(line[later])[1] < span(line[first])[0]:
            yield f"{where}: {later} {line[later]} before {first} {line[first]}"


def table_problems(tables):
    for table, columns in (("agreement_parties", ("agreement", "place", "actor", "role")), ("platform_members", ("platform", "place")),
                           ("council_members", ("council", "place")), ("circle_members", ("circle", "place")), ("borders", ("a", "b")),
                           ("meetings", ("of", "date", "number", "title_local"))):
        rows = Counter(tuple(line[column] for column in columns) for line in tables[table])
        yield from (f"{table}: {row} stands {n} times" for row, n in rows.items() if n > 1)
    same = {line["id"]: line["same_as"] for table in ("agreements", "enclaves", "platforms", "councils", "circles")
            for line in tables[table] if line["same_as"]}
    for name in same:
        seen, step = set(), name
        while step in same and step not in seen:
            seen.add(step)
            step = same[step]
        if step in seen:
            yield f"same_as of {name} runs in a ring"
    bodies = {line["id"]: line for table in ("platforms", "councils", "circles") for line in tables[table]}
    for table, key in (("platform_members", "platform"), ("council_members", "council"), ("circle_members", "circle")):
        for line in tables[table]:
            body = bodies[line[key]]
            if line["joined"] and body["start"] and span(line["joined"])[1] < span(body["start"])[0]:
                yield f"{table} {line[key]} {line['place']}: joined {line['joined']} before the start {body['start']}"
            if line["joined"] and body["end"] and span(line["joined"])[0] > span(body["end"])[1]:
                yield f"{table} {line[key]} {line['place']}: joined {line['joined']} after the end {body['end']}"
    if any(line["a"] >= line["b"] for line in tables["borders"]):
        yield "borders: a must come before b"
