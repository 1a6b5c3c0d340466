#!/usr/bin/env python3
"""Turns the source tables beside this program into the two embedded regions.

    python3 src/datasets/source/convert.py           rewrites ../yangtze-delta, ../middle-yangtze, dropped.csv, ../founding.csv
    python3 src/datasets/source/convert.py --check   writes nothing; exit 1 if what stands there differs

What it does: `yangtze/` (the founding study and its surroundings) and `collected/` (events gathered by one protocol) are
read row by row and restated in the crate's table format. `rules.py` holds every rule as a table, with the point of the two
READMEs it comes from; `study.py` and `events.py` apply them to the two bodies of rows; `ledger.py` has the places and keeps
the account of every source row; `checks.py` tries the result. A source row becomes a row of an output table, or is listed
in `dropped.csv` with the reason; the program fails if one is neither.

To replay a correction: change the row in the source table (or the rule in `rules.py`), run the program, look at the
difference of the two folders, and commit all three together. Never edit an output by hand.

`conversion/` holds what the conversion itself adds: ids and English names for towns and zones that have no code
(`areas.csv`) and the cities and provinces above places that the source tables name without them (`places.csv`).
Python 3.11, standard library only; the same input gives the same bytes.
"""

import csv
import io
import sys

sys.dont_write_bytecode = True  # leave nothing beside the sources

import checks
import events
import rules
import study
from ledger import COLUMNS, HERE, Ledger, Places
from rules import REGIONS


def regions(ledger):
    for region in REGIONS:
        row = rules.REGION_ROWS[region]
        fields = []
        for field, words in rules.FIELDS:
            words = words + (("justice",) if field == row["justice"] else ())
            fields.append(f"{field}={'+'.join(words)}")
        bare = rules.OUTSIDE_FIELDS + (() if row["justice"] else ("justice",)) + rules.NOT_IN_README
        ledger.tables[region]["region"].append(dict.fromkeys(COLUMNS["region"], "") | {
            "id": region, "name": row["name"], "name_local": row["name_local"], "as_of": rules.AS_OF,
            "covers_to": rules.COVERS_TO, "domains": ";".join(fields + list(bare)), "note": rules.REGION_NOTE,
            "source": "S00", "checked": "seed", "found": "study"})


def sources(ledger):
    """The sources each region cites; those of kind copy, forum, blog without an address."""
    rows = []
    for row in ledger.read("yangtze/sources"):
        rows.append((row, row["source_id"], f"{row['title']}. {row['publisher']}" if row["publisher"] else row["title"], row["note"]))
    for folder in rules.FOLDERS:
        for row in ledger.read(f"collected/{folder}/sources"):
            rows.append((row, row["id"], f"{row['citation']}. {row['publisher']}" if row["publisher"] else row["citation"],
                         row["quality"] and f"quality: {row['quality']}"))
    for region in REGIONS:
        cited = {"S00"} | {part.split("#")[0] for table, lines in ledger.tables[region].items() if table != "sources"
                           for line in lines for part in line["source"].split(";") if part}
        for row, name, citation, note in rows:
            if name in cited:
                nameless = any(word in row["kind"] for word in ("copy", "forum", "blog"))
                ledger.add((region,), "sources", row, id=name, citation=citation, date=row["date"], kind=row["kind"],
                           address="" if nameless else row["address"], note=note)
        if "C00" in cited:
            ledger.tables[region]["sources"].append(dict.fromkeys(COLUMNS["sources"], "") | {
                "id": "C00", "citation": "Place list of the collected events: administrative codes and English names, by the compiler",
                "kind": "compiler", "note": "collected/places.csv and conversion/ beside the source tables"})
    for row, name, _, _ in rows:
        if not ledger.account[row["_at"]][1]:
            ledger.drop(row, "no row of an output cites it")


def clean_links(ledger):
    """A link to a row that only the other ledger holds is left empty and said in the note."""
    for region in REGIONS:
        for table, lines in ledger.tables[region].items():
            for line in lines:
                for column in ("same_as", "council", "of", "parent", "about"):
                    name = line.get(column, "") if table not in ("council_members", "places") else ""
                    if name in ledger.home and region not in ledger.home[name]:
                        line[column] = ""
                        line["note"] = "; ".join(filter(None, [line["note"], f"{column}: {name} of the other region"]))
                        ledger.dropped.append((f"{table}.{column}", line.get("id", ""), region, f"{name} lives in the other ledger only: cell left empty"))


def text_of(columns, lines):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for line in lines:
        writer.writerow([line[column] for column in columns] if isinstance(line, dict) else line)
    return out.getvalue()


def outputs():
    ledger = Ledger()
    places = Places(ledger)
    regions(ledger)
    study.convert(ledger, places)
    events.convert(ledger, places)
    clean_links(ledger)
    places.write(ledger)
    sources(ledger)
    problems = checks.run(ledger)
    files = {HERE.parent / region / f"{table}.csv": text_of(COLUMNS[table], lines)
             for region in REGIONS for table, lines in ledger.tables[region].items()}
    files[HERE / "dropped.csv"] = text_of(["table", "row_id_or_line", "region", "why"], ledger.dropped)
    founding = [(region, circle, row, "yangtze/README.md point 20") for circle, rows in rules.FOUNDING.items()
                for row in rows for region in ledger.home[circle]]
    for region, circle, row, _ in founding:
        assert region in ledger.home[row], (circle, row)
    files[HERE.parent / "founding.csv"] = text_of(["region", "circle", "row", "source"], founding)
    return ledger, files, problems


def main():
    ledger, files, problems = outputs()
    print(f"{'table':20}" + "".join(f"{region:>16}" for region in REGIONS))
    for table in COLUMNS:
        print(f"{table:20}" + "".join(f"{len(ledger.tables[region][table]):16}" for region in REGIONS))
    print(f"{'dropped':20}{len(ledger.dropped):16}")
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 1
    if "--check" in sys.argv[1:]:
        stale = [path for path, text in files.items() if not path.exists() or path.read_bytes() != text.encode("utf-8")]
        wanted = set(files)
        stale += [path for region in REGIONS for path in (HERE.parent / region).glob("*") if path not in wanted]
        for path in stale:
            print(f"differs: {path}", file=sys.stderr)
        return 1 if stale else 0
    for path, text in files.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
