"""The events collected by one protocol (`collected/`) into the ledger."""

import re

import rules
from ledger import note, original
from rules import FOLDERS, REGIONS


def convert(ledger, places):
    for folder in FOLDERS:
        agreements(ledger, places, folder)
        enclaves(ledger, places, folder)
        platforms(ledger, places, folder)
    for folder in FOLDERS:
        meetings(ledger, places, folder)
        acts(ledger, folder)
        already_known(ledger, places, folder)
        kept_here(ledger, folder)
    for row in ledger.read("collected/possible_doubles"):
        ledger.drop(row, f"a likeness looked into, no fact: {row['a']} and {row['b']} (C9)")


def regions_of(name, folder):
    return REGIONS if name in rules.IN_BOTH else (FOLDERS[folder],)


def in_both(ledger, table, folder, **key):
    """In the second ledger a row that spans both was not found by that region's own search."""
    for region in REGIONS:
        if region != FOLDERS[folder]:
            for line in ledger.tables[region][table]:
                if all(line[column] == value for column, value in key.items()):
                    line["found"] = "extra"
                    line["note"] = note(line["note"], f"collected for {FOLDERS[folder]}; spans both regions (C9)")


def batch_of(row):
    return row["batch"] or next((batch for batch, members in rules.BATCHES.items() if row["id"] in members), "")


def counts(row):
    """(count, parties_stated): the collected delta writes both into `count`, the middle the second into its notes."""
    count, parties = row["count"], ""
    if row["id"] in rules.COUNT_IS_NEITHER:
        return "", ""
    if row["id"].startswith("YA") and row["id"] not in rules.COUNT_IS_ITEMS:
        count, parties = "", count
    told = re.search(r"count stated: (\d+) (cities|counties|provinces)", row["note"])
    return count, told.group(1) if told else parties


def agreements(ledger, places, folder):
    found = {}
    for row in ledger.read(f"collected/{folder}/agreements"):
        name, found[row["id"]] = row["id"], row["found"]
        count, parties = counts(row)
        council = rules.COUNCIL_NAMES.get(row["council"], row["council"])
        same_as = row["same_as"] or rules.SAME_AS.get(name, "")
        ledger.add(regions_of(name, folder), "agreements", row, id=name, title=row["title"], title_local=row["title_local"],
                   kind=row["kind"], start=row["start"], end=row["end"], landed=row["landed"], domain=row["domain"],
                   rank=rules.COLLECTED_RANKS[row["rank"]], lead=row["lead"], stage=row["stage"], count=count,
                   batch=batch_of(row), council=council, parties_stated=parties, same_as=same_as,
                   note=note(row["note"], rules.COUNT_IS_NEITHER.get(name, "") and f"{row['count']} {rules.COUNT_IS_NEITHER[name]}", original("rank", row["rank"], "") if rules.COLLECTED_RANKS[row["rank"]] == "other" else ""),
                   source=unique(row["source"]), checked=row["checked"], found=row["found"])
        if name in rules.IN_BOTH:
            in_both(ledger, "agreements", folder, id=name)
    seen = set()
    for row in ledger.read(f"collected/{folder}/agreement_parties"):
        name = row["agreement"]
        place, actor = places.of_event(row["place_local"], row["place_level"], row["city_local"])
        actor = row["actor"] or actor
        if (name, row["place_local"]) in rules.PLACE_OF_THEN:
            place, actor = rules.PLACE_OF_THEN[name, row["place_local"]], row["place_local"]
        if (name, place, actor, row["role"]) in seen:
            ledger.drop(row, f"the same place, actor and role already stand in {name}", FOLDERS[folder])
            continue
        seen.add((name, place, actor, row["role"]))
        ledger.add(regions_of(name, folder), "agreement_parties", row, agreement=name, place=place, actor=actor,
                   role=row["role"], source=unique(row["source"]), checked=row["checked"], found=found[name])
    for name in rules.IN_BOTH:
        in_both(ledger, "agreement_parties", folder, agreement=name) if name in found else None


def unique(text):
    return ";".join(dict.fromkeys(text.split(";")))


def enclaves(ledger, places, folder):
    for row in ledger.read(f"collected/{folder}/enclaves"):
        home, host = (places.of_event(row[f"{side}_local"], row[f"{side}_level"], row[f"{side}_city"])[0] for side in ("home", "host"))
        share = rules.HOME_SHARES.get(row["home_share"], "")
        ledger.add((FOLDERS[folder],), "enclaves", row, id=row["id"], title=row["title"], title_local=row["title_local"],
                   home=home, host=host, kind=row["kind"], start=row["start"], end=row["end"], status=row["status"],
                   count=row["count"], lead=row["lead"], mode=rules.MODES[row["mode"]], home_share=share,
                   same_as=row["same_as"] or rules.SAME_AS.get(row["id"], ""),
                   note=note(row["note"], row["mode"] and f"mode: {row['mode']}", row["home_share"] and f"home share: {row['home_share']}"),
                   source=unique(row["source"]), checked=row["checked"], found=row["found"])


def platforms(ledger, places, folder):
    found = {}
    for row in ledger.read(f"collected/{folder}/platforms"):
        found[row["id"]] = row["found"]
        text = row["members_stated"]
        number = text if text.isdigit() or not text else rules.STATED[text]
        ledger.add(regions_of(row["id"], folder), "platforms", row, id=row["id"], title=row["title"],
                   title_local=row["title_local"], kind=row["kind"], domain=row["domain"], lead=row["lead"],
                   status=row["status"], start=row["start"], end=row["end"], members_stated=number,
                   same_as=row["same_as"] or rules.SAME_AS.get(row["id"], ""),
                   note=note(row["note"], "" if number == text else f"members stated: {text}"),
                   source=unique(row["source"]), checked=row["checked"], found=row["found"])
        if row["id"] in rules.IN_BOTH:
            in_both(ledger, "platforms", folder, id=row["id"])
    for row in ledger.read(f"collected/{folder}/platform_members"):
        place, _ = places.of_event(row["place_local"], row["place_level"], row["city_local"])
        ledger.add(regions_of(row["platform"], folder), "platform_members", row, platform=row["platform"], place=place,
                   role=row["role"], joined=row["joined"], left=row["left"], source=unique(row["source"]),
                   checked=row["checked"], found=found[row["platform"]])
    for name in rules.IN_BOTH:
        in_both(ledger, "platform_members", folder, platform=name) if name in found else None


def owner(ledger, name):
    """The row of a name, and whether it is itself a collected one (then its words for `found` and `checked` hold)."""
    table = ledger.table_of(name)
    lines = ledger.find(table, name) if table else []
    return lines, re.match(r"[YM][AEP]\d", name) is not None


def meetings(ledger, places, folder):
    for row in ledger.read(f"collected/{folder}/meetings"):
        same = rules.SAME_MEETINGS.get((row["of"], row["date"])) if row["of"] else None
        body = rules.MEETING_OF.get(row["of"], row["of"])
        place = places.meeting(row["place_local"])
        own_series = rules.OWN_SERIES in row["note"]
        told = note(row["note"], "" if place else row["place_local"],
                    row["count"] and f"{row['count']} took part" if folder == "delta" else "",
                    f"number {row['number']} of that series" if own_series else "",
                    f"told of {row['of']}" if body != row["of"] else "")
        if same:
            lines = [line for region in REGIONS for line in ledger.tables[region]["meetings"]
                     if (line["of"], line["date"]) == same]
            assert len(lines) == 1, same
            lines[0].update(place=lines[0]["place"] or place, note=note(lines[0]["note"], told),
                            source=unique(f"{lines[0]['source']};{row['source']}"))
            ledger.drop(row, f"the same meeting as {same[0]} of {same[1]} in yangtze/meetings: place, note and source applied there",
                        FOLDERS[folder])
            continue
        lines, collected = owner(ledger, row["of"]) if row["of"] else ([], False)
        regions = ledger.home[body] if body else (FOLDERS[folder],)
        ledger.add(regions, "meetings", row, of=body, title_local=row["title_local"], date=row["date"],
                   number="" if own_series else row["number"], place=place, note=told, source=unique(row["source"]),
                   checked=row["checked"], found=lines[0]["found"] if collected else "extra")


def acts(ledger, folder):
    seen = set()
    for row in ledger.read(f"collected/{folder}/acts"):
        name, region = row["of"], FOLDERS[folder]
        kind = rules.ACT_KINDS[row["kind"]]
        lines, collected = owner(ledger, name)
        if not kind:
            for line in lines:
                line.update(stage="ended", end=rules.ENDED[name], note=note(line["note"], row["note"]),
                            source=unique(f"{line['source']};{row['source']}"))
            ledger.drop(row, f"applied to {name}: stage ended, end {rules.ENDED[name]}; an end is no sign of life", region)
        elif ledger.table_of(name) not in ("agreements", "enclaves", "platforms"):
            for line in lines:
                line.update(note=note(line["note"], f"{row['date']}: {row['note']}"), source=unique(f"{line['source']};{row['source']}"))
            ledger.drop(row, f"applied to {name}: a circle has no acts, in its note", region)
        elif row["date"] > rules.AS_OF:
            ledger.drop(row, f"dated {row['date']}, after as_of", region)
        elif (name, row["date"], row["source"]) in seen:
            ledger.drop(row, f"the same act of {name} on {row['date']} stands above it", region)
        else:
            seen.add((name, row["date"], row["source"]))
            ledger.add(ledger.home[name], "acts", row, of=name, date=row["date"], kind=kind,
                       note=note(row["kind"], row["note"]), source=unique(row["source"]),
                       checked=lines[0]["checked"] if collected else "reading",
                       found=lines[0]["found"] if collected else "extra")


def already_known(ledger, places, folder):
    """C10: what a source adds to a row of the study, by the table `KNOWN`."""
    for row in ledger.read(f"collected/{folder}/already_known"):
        name, line_number = row["existing_id"], row["_at"][1]
        text = row.get("new") or row.get("new_information")
        change = rules.KNOWN.get((folder, line_number), {})
        ledger.drop(row, f"applied to {name}: {'its cells, ' if change else ''}its note and its source", FOLDERS[folder])
        for line in ledger.find(ledger.table_of(name), name):
            line.update(change.get("set", {}), note=note(line["note"], f"{row['source']}: {text}"),
                        source=unique(f"{line['source']};{row['source']}"))
        for act in change.get("acts", (change["act"],) if "act" in change else ()):
            date, kind, words = act
            ledger.add(ledger.home[name], "acts", row, of=name, date=date, kind=kind, note=words, source=row["source"],
                       checked="reading", found="extra")
        for role, group in (("party", "parties"), ("observer", "observers")):
            for place in change.get(group, ()):
                ledger.add(ledger.home[name], "agreement_parties", row, agreement=name, place=place, role=role,
                           source=row["source"], checked="verified", found="extra")
        if "party_checks" in change:
            for region in ledger.home[name]:
                for line in ledger.tables[region]["agreement_parties"]:
                    if line["agreement"] == name:
                        line.update(checked=change["party_checks"], source=unique(f"{line['source']};{row['source']}"))


def kept_here(ledger, folder):
    for row in ledger.read(f"collected/{folder}/queries"):
        ledger.drop(row, f"search effort: query {row['n']}", FOLDERS[folder])
    if folder == "middle":
        for row in ledger.read("collected/middle/cross_region"):
            ledger.drop(row, f"outside the two regions or after 2023 (C11): {row['note']}", FOLDERS[folder])
