"""The tables of the founding study and its surroundings (`yangtze/`) into the ledger."""

import rules
from ledger import note, original
from rules import MIDDLE


def sources(row):
    """`S00#place` for each place in the study, then the searched sources."""
    ids = row["source_id"].split(";")
    sections = [s for s in row.get("paper_section", "").split(";") if s]
    assert not sections or "S00" in ids, row["_at"]
    return ";".join(part for name in ids for part in ([f"S00#{s}" for s in sections] if name == "S00" and sections else [name]))


def common(row, *notes):
    """The columns all tables have; what the verification says beyond its word stays in the note."""
    check = row.get("verification", "")
    return {"source": sources(row), "checked": rules.CHECKED[check], "found": found(row["source_id"]),
            "note": note(*notes, "" if check in rules.PLAIN_CHECKS else f"checked: {check}")}


def found(source_ids):
    return "study" if "S00" in source_ids.split(";") else "extra"


def stated(text):
    """(number, what the text says beyond it)."""
    return (text, "") if text.isdigit() or not text else (rules.STATED[text], f"stated: {text}")


def batch_of(name):
    return next((batch for batch, members in rules.BATCHES.items() if name in members), "")


def convert(ledger, places):
    agreements(ledger, places)
    enclaves(ledger, places)
    platforms(ledger, places)
    councils(ledger, places)
    circles(ledger, places)
    meetings(ledger, places)
    borders_and_rivalries(ledger, places)
    observations(ledger)
    for row in ledger.read("yangtze/assessments"):
        kind = {"T": "claim", "R": "recommendation"}[row["id"][0]]
        ledger.add(rules.REGION_WORDS[row["region"]], "claims", row, id=row["id"], kind=kind,
                   text=row["claim_en"].removeprefix("Recommendation: "), **common(row))


def agreements(ledger, places):
    for row in ledger.read("yangtze/agreements"):
        name = row["agreement_id"]
        if row["region"] not in rules.REGION_WORDS:
            ledger.drop(row, f"region `{row['region']}` fits neither ledger (R8)")
            continue
        number, words = stated(row["n_parties_stated"])
        ledger.add(rules.REGION_WORDS[row["region"]], "agreements", row, id=name, title=row["title_en"],
                   title_local=row["title_zh"], kind=rules.AGREEMENT_KINDS[row["kind"]], start=row["date"],
                   domain=row["domain"], rank=rules.RANKS[row["level"]], lead=row["lead"], stage=rules.STAGES[row["stage"]],
                   count=rules.COUNTS.get(name, ""), batch=batch_of(name), council=rules.COUNCIL_OF.get(name, ""),
                   parties_stated=number, same_as=rules.SAME_AS.get(name, ""),
                   **common(row, row["paraphrase_en"], words and f"parties {words}",
                            original("kind", row["kind"], rules.AGREEMENT_KINDS[row["kind"]]),
                            original("stage", row["stage"], rules.STAGES[row["stage"]])))
    for row in ledger.read("yangtze/agreement_parties"):
        name = row["agreement_id"]
        if name not in ledger.home:
            ledger.drop(row, f"its agreement {name} fits neither ledger (R8)")
            continue
        place, actor = places.of_study(row["party_zh"], row["party_level"], row["prefecture_zh"])
        ledger.add(ledger.home[name], "agreement_parties", row, agreement=name, place=place, actor=actor,
                   role=rules.ROLES[row["role"]], **common(row))
    for number, row in enumerate(ledger.read("yangtze/projects"), start=1):
        ledger.add(rules.REGION_WORDS[row["region"]], "agreements", row, id=f"J{number:02}", title_local=row["name_zh"],
                   kind="project", domain=rules.PROJECT_DOMAINS[row["kind"]], stage=rules.STAGES[row["stage"]],
                   **common(row, original("kind", row["kind"], "project"), original("stage", row["stage"], rules.STAGES[row["stage"]])))
    for row in ledger.read("yangtze/adjacent_cooperation"):
        repeats = rules.ADJACENT_IS[row["a_zh"], row["b_zh"]]
        if repeats:
            ledger.drop(row, f"repeats {repeats} (R1)", rules.REGION_WORDS[row["region"]][0])
            continue
        regions = rules.REGION_WORDS[row["region"]]
        ledger.add(regions, "agreements", row, id="N01", title="Huangshan-Hangzhou river compensation",
                   title_local="黄山—杭州新安江流域生态补偿", kind="agreement", start="2012", domain="ecology",
                   rank="municipal", same_as=rules.SAME_AS["N01"],
                   **common(row, "the two cities of the compensation between their provinces (A037)"))
        for city in (row["a_zh"], row["b_zh"]):  # the study names the provinces' river only, the cities come from V52
            ledger.add(regions, "agreement_parties", row, agreement="N01", place=places.of_study(city)[0], role="party",
                       source="V52", checked="verified", found="extra")


def enclaves(ledger, places):
    for row in ledger.read("yangtze/enclaves"):
        name = row["enclave_id"]
        regions = rules.REGION_WORDS[row["region"]]
        if name in rules.TOTALS:
            continue  # told with the observations
        ends = []
        for side in ("origin", "host"):
            town = row[f"{side}_zh"]
            ends.append(places.of_study(town) if town else ("", ""))
        ledger.add(regions, "enclaves", row, id=name, title_local=row["name_zh"], home=ends[0][0], host=ends[1][0],
                   kind=row["kind"], start=row["date"], status=rules.STATUSES[row["status"]], count=row["count"],
                   lead=row["lead"], same_as=rules.SAME_AS.get(name, ""),
                   **common(row, row["paraphrase_en"], ends[0][1] and f"home: {ends[0][1]}",
                            original("status", row["status"], rules.STATUSES[row["status"]])))


def platforms(ledger, places):
    for row in ledger.read("yangtze/platforms"):
        name = row["platform_id"]
        if name in rules.REPEATED_COUNCILS:
            ledger.drop(row, f"repeats the council {rules.REPEATED_COUNCILS[name]} (R1)", "; ".join(rules.REGION_WORDS[row["region"]]))
            continue
        number, words = stated(row["n_members_stated"])
        ledger.add(rules.REGION_WORDS[row["region"]], "platforms", row, id=name, title=row["name_en"],
                   title_local=row["name_zh"], kind=rules.PLATFORM_KINDS[row["kind"]], domain=row["domain"], lead=row["lead"],
                   status=rules.STATUSES[row["stage"]], start=row["date"], end=row["date_end"], members_stated=number,
                   same_as=rules.SAME_AS.get(name, ""), **common(row, row["paraphrase_en"], words and f"members {words}",
                            original("kind", row["kind"], rules.PLATFORM_KINDS[row["kind"]]),
                            original("status", row["stage"], rules.STATUSES[row["stage"]])))
    for row in ledger.read("yangtze/platform_members"):
        name = row["platform_id"]
        if name in rules.REPEATED_COUNCILS:
            ledger.drop(row, f"{name} repeats the council {rules.REPEATED_COUNCILS[name]}, which has its members (R1)")
            continue
        place, _ = places.of_study(row["city_zh"], row["member_level"])
        ledger.add(ledger.home[name], "platform_members", row, platform=name, place=place, role="member",
                   joined=row["joined_year"], left=row["left_year"], **common(row))


def councils(ledger, places):
    for row in ledger.read("yangtze/councils"):
        number, words = stated(row["n_members_stated"])
        cells = common(row, row["paraphrase_en"], words and f"members {words}", f"level: {row['level_basis']}")
        if row["level_basis"].startswith("reading"):
            cells["checked"] = "reading"
        ledger.add(rules.REGION_WORDS[row["region"]], "councils", row, id=row["council_id"], name=row["name_en"],
                   name_local=row["name_zh"], system=row["system"], level=row["level"], start=row["date_established"],
                   members_stated=number, **cells)
    for row in ledger.read("yangtze/council_members"):
        ledger.add(ledger.home[row["council_id"]], "council_members", row, council=row["council_id"],
                   place=places.of_study(row["city_zh"])[0], role=rules.COUNCIL_ROLES[row["role"]],
                   joined=row["joined_year"], left=row["left_year"],
                   **common(row, original("role", row["role"], rules.COUNCIL_ROLES[row["role"]])))


def circles(ledger, places):
    members = ledger.read("yangtze/circle_members")
    for row in ledger.read("yangtze/circles"):
        name = row["circle_id"]
        number, words = stated(row["n_members_stated"])
        parent, basis = row["parent_circle_id"], row["parent_basis"]
        by_source = basis.startswith("stated")
        core = [places.of_study(m["member_zh"])[0] for m in members if m["circle_id"] == name and m["role"] == "core"]
        ledger.add(rules.REGION_WORDS[row["region"]], "circles", row, id=name, name=row["name_en"], name_local=row["name_zh"],
                   kind=rules.CIRCLE_KINDS.get(row["kind"], row["kind"]), core=";".join(core), parent=parent if by_source else "",
                   status=row["status"], start=row["started"], members_stated=number,
                   **common(row, row["paraphrase_en"], words and f"members {words}",
                            parent and (f"parent: {basis}" if by_source else f"parent {parent} {basis}")))
    for row in members:
        place, actor = places.of_study(row["member_zh"])
        ledger.add(ledger.home[row["circle_id"]], "circle_members", row, circle=row["circle_id"], place=place,
                   role=rules.CIRCLE_ROLES[row["role"]], extent="part" if actor else row["extent"],
                   joined=row["joined_year"], left=row["left_year"],
                   **common(row, actor and f"member: {actor}", original("role", row["role"], rules.CIRCLE_ROLES[row["role"]])))


def meetings(ledger, places):
    for row in ledger.read("yangtze/meetings"):
        body = rules.MEETING_BODIES[row["series_zh"]]
        regions = ledger.home[body] if body else (MIDDLE,)  # the three of no body are of the middle reaches
        count = rules.MEETING_COUNTS.get(row["number"], "")
        place = places.meeting(row["place_zh"])
        ledger.add(regions, "meetings", row, of=body, title_local=row["series_zh"], date=row["date"],
                   number="" if count else row["number"], count=count, place=place,
                   **common(row, row["outcome_en"], "" if place else row["place_zh"]))


def borders_and_rivalries(ledger, places):
    for row in ledger.read("yangtze/adjacency"):
        a, b = sorted((row["adcode_a"], row["adcode_b"]))
        if row["region_a"] != row["region_b"]:
            ledger.drop(row, "a border between the two regions belongs to neither (R14)")
            continue
        ledger.add(rules.REGION_WORDS[row["region_a"]], "borders", row, a=a, b=b,
                   kind="water" if (a, b) in rules.WATER else "land",
                   length_km=row["shared_km_tianditu"] or row["shared_km_amap"],
                   **common(row, row["note"], "" if row["agreement"] == "both" else row["agreement"]))
    for row in ledger.read("yangtze/competition"):
        regions = rules.REGION_WORDS[row["region"]]
        if not row["party_b"]:
            ledger.drop(row, "names no second party (R18)", regions[0])
            continue
        for second in row["party_b"].split(";"):
            a, b = (places.of_study(party, row["level"])[0] for party in (row["party_a"], second))
            ledger.add(regions, "rivalries", row, a=a, b=b, field=row["kind"],
                       **common(row, row["id"], row["paraphrase_en"]))


def observations(ledger):
    for row in ledger.read("yangtze/figures"):
        about, why = rules.FIGURES[row["item"]]
        if about is None:
            ledger.drop(row, why)
            continue
        for value in rules.FIGURE_VALUES.get(row["value"], (row["value"],)):
            number, _, word = value.partition(" ")
            ledger.add((rules.FIGURE_REGION[about],), "observations", row, about=about, what=row["item"],
                       date=rules.FIGURE_DATES.get(row["date"], row["date"]), value=number, unit=word or row["unit"],
                       note=note(row["note"], "" if row["value"] == number else f"stated: {row['value']}",
                                 rules.FIGURE_DATES.get(row["date"]) and f"date stated: {row['date']}"),
                       source=f"S00#{row['paper_section']}", checked="seed", found="study")
    totals = {rules.TOTALS[row["enclave_id"]]: row for row in ledger.read("yangtze/enclaves") if row["enclave_id"] in rules.TOTALS}
    for row in ledger.read("yangtze/series"):
        about, region = rules.SERIES[row["series"]]
        total = totals.get(row["series"])
        if total:
            ledger.drop(total, f"a total (R10): with the series of the same number the observation about {about}", region)
        ledger.add((region,), "observations", row, about=about, what=row["series"], date=row["year"], value=row["value"],
                   unit=rules.SERIES_UNITS.get(row["series"], "members"),
                   **common(row, row["note"], f"{total['enclave_id']}: {total['paraphrase_en']}" if total else ""))
