"""Reading the source tables, keeping the account of every source row, and the places."""

import csv
from pathlib import Path

import rules
from rules import REGIONS

HERE = Path(__file__).resolve().parent

COLUMNS = {  # the target tables; the last ones are common to all
    "region": "id name name_local as_of covers_from covers_to domains",
    "places": "id name name_local name_local_full level parent inside capital longitude latitude population gdp "
              "gdp_per_capita urban_population population_2010",
    "agreements": "id title title_local kind start end landed domain rank lead stage count batch council parties_stated same_as",
    "agreement_parties": "agreement place actor role",
    "enclaves": "id title title_local home host kind start end status count lead mode home_share same_as",
    "platforms": "id title title_local kind domain lead status start end members_stated same_as",
    "platform_members": "platform place role joined left",
    "councils": "id name name_local system level start end members_stated same_as",
    "council_members": "council place role joined left",
    "meetings": "of title_local date number count place",
    "acts": "of date kind",
    "circles": "id name name_local kind core parent status start end members_stated same_as",
    "circle_members": "circle place role extent joined left",
    "borders": "a b kind length_km",
    "rivalries": "a b field start end",
    "observations": "about what date value unit",
    "claims": "id kind text",
    "sources": "id citation date kind address",
}
COLUMNS = {table: cells.split() + (["note"] if table == "sources" else ["note", "source", "checked", "found"])
           for table, cells in COLUMNS.items()}
PLACE_COLUMNS = {"agreement_parties": ["place"], "enclaves": ["home", "host"], "platform_members": ["place"],
                 "council_members": ["place"], "circle_members": ["place"], "meetings": ["place"],
                 "rivalries": ["a", "b"], "borders": ["a", "b"]}


OWN_IDS = {table: ("id", f"{table[:-1]}_id") for table in ("agreements", "enclaves", "platforms", "councils", "circles", "sources")}
OWN_IDS |= {"competition": ("id",), "assessments": ("id",), "cities": ("adcode",), "places_extra": ("place_id",)}


def original(column, word, ours):
    """The source's word where the format has another."""
    return f"{column} in the source: {word}" if word and word != ours else ""


def note(*parts):
    """Prose joined by semicolons, nothing twice."""
    kept = []
    for part in (part.strip() for part in parts if part and part.strip()):
        if part not in kept:
            kept.append(part)
    return "; ".join(kept)


class Ledger:
    """The output tables of both regions and what became of each source row."""

    def __init__(self):
        self.tables = {region: {table: [] for table in COLUMNS} for region in REGIONS}
        self.home = {}      # id of a row -> the regions that hold it
        self.dropped = []   # (table, row, region, why)
        self.account = {}   # (table, line) -> [id, told or not]
        self.sources = {}   # the source tables read so far

    def read(self, table):
        """The rows of a source table, each with its line; from now on each must be accounted for."""
        if table in self.sources:
            return self.sources[table]
        with open(HERE / f"{table}.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for line, row in enumerate(rows, start=2):
            keys = OWN_IDS.get(table.rpartition("/")[2], ())
            name = next((row[key] for key in keys if row.get(key)), f"line {line}")
            row["_at"] = (table, line)
            self.account[table, line] = [name, False]
        self.sources[table] = rows
        return rows

    def told(self, row):
        self.account[row["_at"]][1] = True

    def drop(self, row, why, region=""):
        self.told(row)
        table, line = row["_at"]
        name = self.account[table, line][0]
        self.dropped.append((table, name if name.startswith("line") else f"{name} (line {line})", region, why))

    def add(self, regions, table, row, **cells):
        """A row of an output table in each of `regions`; `row` is the source row it comes from."""
        self.told(row)
        unknown = set(cells) - set(COLUMNS[table])
        assert not unknown, (table, unknown)
        for region in regions:
            line = {column: cells.get(column, "") for column in COLUMNS[table]}
            self.tables[region][table].append(line)
        if "id" in cells:
            self.home[cells["id"]] = tuple(regions)

    def find(self, table, name):
        """The rows of an id in all ledgers that hold it."""
        return [line for region in REGIONS for line in self.tables[region][table] if line["id"] == name]

    def table_of(self, name):
        for table in ("agreements", "enclaves", "platforms", "councils", "circles"):
            if self.find(table, name):
                return table
        return None


class Places:
    """All places of the sources by code, and the names they are called by."""

    def __init__(self, ledger):
        self.rows, self.origins, self.by_name, self.by_level = {}, {}, {}, {}
        self.inside = {}
        for row in ledger.read("yangtze/cities"):
            parent = row["adcode"][:2]
            self.put(row["adcode"], row, name=row["name_en_unique"], name_local=row["name_zh"],
                     name_local_full=row["name_zh_full"], level="city", parent=parent, longitude=row["lon_centroid"],
                     latitude=row["lat_centroid"], population=row["population_2020_census"], gdp=row["gdp_2020_100m_cny"],
                     gdp_per_capita=row["gdp_per_capita_2020_cny"], urban_population=row["urban_population_2020"],
                     population_2010=row["population_2010_census"], checked="verified", found="extra",
                     source=";".join(dict.fromkeys(s for s in (row["pop_source"], row["gdp_source"], "D01") if s)))
            self.inside[row["adcode"]] = rules.REGION_WORDS[row["region"]][0]
            self.call(row["adcode"], row["name_zh"], row["name_zh_full"])
        for row in ledger.read("yangtze/places_extra"):
            self.put(row["place_id"], row, name=row["name_en"], name_local=row["name_zh"], level=row["level"],
                     parent=row["parent_id"], source=row["source_id"], checked="verified", found="extra")
            self.call(row["place_id"], row["name_zh"])
        for row in ledger.read("conversion/places"):
            self.put(row["place_id"], row, name=row["name"], name_local=row["name_local"], level=row["level"],
                     parent=row["parent_id"], source="C00", checked="reading", found="extra")
        for row in ledger.read("collected/places"):
            self.collected(ledger, row)
        for row in ledger.read("conversion/areas"):
            self.put(row["place_id"], row, name=row["name"], name_local=row["place_local"], level="area",
                     parent=row["parent_id"], source="C00", checked="reading", found="extra")
            self.by_level[row["place_local"], "area", row["city_local"]] = row["place_id"]

    def put(self, code, row, **cells):
        self.origins.setdefault(code, []).append(row)
        if code not in self.rows:
            self.rows[code] = {column: cells.get(column, "") for column in COLUMNS["places"]} | {"id": code}

    def call(self, code, *names):
        for name in names:
            assert self.by_name.setdefault(name, code) == code or code in rules.MUNICIPALITIES, name

    def collected(self, ledger, row):
        """A place of the collected events: one row per code, a former name in the note (C12)."""
        code, former = row["place_id"], row["note"].startswith("former name")
        self.by_level[row["place_local"], row["place_level"], row["city_local"]] = code
        known = self.rows.get(code)
        if former and known and known["name_local"] != row["place_local"]:
            known["note"] = note(known["note"], f"formerly {row['place_local']}")
            ledger.drop(row, f"former name of {code}: in its note")
            return
        if former and known:
            known["note"] = note(known["note"], rules.MOVED[code])
            ledger.drop(row, f"former division of {code}: in its note")
            return
        self.put(code, row, name=rules.PLACE_NAMES.get(code, row["name_en"]), name_local=row["place_local"],
                 level=row["place_level"], parent=row["parent_id"] or "CN", note=row["note"], source="C00",
                 checked="reading", found="extra")

    def of_study(self, name, level="", prefecture=""):
        """(place, actor) of a party of the study's tables."""
        if name in rules.ACTORS:
            return rules.ACTORS[name], name
        if level == "province":
            return next(code for code, row in self.rows.items() if row["level"] == "province" and row["name_local"] == name), ""
        if name in self.by_name:
            return self.by_name[name], ""
        raise KeyError((name, level, prefecture))

    def of_event(self, name, level, city):
        """(place, actor) of a party of the collected events."""
        if level == "state":
            return rules.ACTORS[name], name
        if not name:
            return "", ""
        return self.by_level[name, level, city], ""

    def meeting(self, name):
        if name in rules.MEETING_PLACES:
            return rules.MEETING_PLACES[name]
        return self.by_name[name]

    def chain(self, code):
        while code:
            yield code
            code = self.rows[code]["parent"]

    def write(self, ledger):
        """The places of each region: its own cities, what its rows name, and what lies above those."""
        used = set()
        for region in REGIONS:
            tables = ledger.tables[region]
            wanted = {code for code, home in self.inside.items() if home == region}
            for table, columns in PLACE_COLUMNS.items():
                wanted |= {line[column] for line in tables[table] for column in columns if line[column]}
            wanted |= {line["about"] for line in tables["observations"] if line["about"] in self.rows}
            wanted = {above for code in wanted for above in self.chain(code)}
            provinces = {code[:2] for code, home in self.inside.items() if home == region}
            for code in sorted(wanted):
                row = dict(self.rows[code])
                city = next((above for above in self.chain(code) if self.rows[above]["level"] == "city"), "")
                if row["level"] in ("city", "county") or (row["level"] == "area" and row["parent"]):
                    row["inside"] = "yes" if self.inside.get(city) == region else "no"
                elif row["level"] == "province":
                    row["inside"] = "yes" if code in provinces else "no"
                else:
                    row["inside"] = "yes"
                if row["level"] == "province":
                    capital = rules.MUNICIPALITIES.get(code, f"{code}0100")
                    row["capital"] = capital if capital in wanted else ""
                tables["places"].append(row)
            used |= wanted
        for code, origins in self.origins.items():
            for row in origins:
                if code in used:
                    ledger.told(row)
                else:
                    ledger.drop(row, "no row of an output names it")
