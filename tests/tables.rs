//! Reading what was written gives an equal region; the order of rows and columns means nothing;
//! dates are the sets of days they may stand for.
use conurbation::network::{Layer, Projection, Provinces, Spread};
use conurbation::region::Table;
use conurbation::{Date, Region, datasets};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A table as text: header and rows.
type Cells = Vec<Vec<String>>;

fn csv_text(cells: &Cells) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    cells.iter().for_each(|row| writer.write_record(row).expect("rows of one length"));
    String::from_utf8(writer.into_inner().expect("in memory")).expect("UTF-8")
}

fn csv_cells(text: &str) -> Cells {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.expect("sound"));
    rows.map(|row| row.iter().map(str::to_owned).collect()).collect()
}

fn from_memory<T: AsRef<str>>(tables: &[(&str, T)]) -> conurbation::Result<Region> {
    Region::from_tables(tables.iter().map(|(name, text)| (*name, text.as_ref().as_bytes())))
}

/// Reads what a region writes, from memory and from a folder.
fn assert_survives_writing(region: &Region) {
    let tables = region.to_tables();
    let again = from_memory(&tables).unwrap_or_else(|error| panic!("{error}\n{tables:?}"));
    assert_eq!(&again, region);
    assert_eq!(again.to_tables(), tables);
    let folder = tempfile::tempdir().expect("a folder");
    let new = folder.path().join("new");
    region.write(&new).expect("written");
    assert_eq!(&Region::read(&new).expect("sound"), region);
    assert!(region.write(&new).is_err(), "what is there must not be overwritten");
}

#[test]
fn the_embedded_regions_survive_writing() {
    assert_survives_writing(&datasets::yangtze_delta());
    assert_survives_writing(&datasets::middle_yangtze());
}

#[test]
fn a_region_that_says_nothing_about_itself_survives_writing() {
    let tables = [("places.csv", "id,name,level\n"), ("platforms.csv", "id\nP1\n")];
    let region = from_memory(&tables).expect("sound");
    assert_eq!((region.id(), region.name()), ("region", "region"));
    assert_survives_writing(&region);
}

#[test]
fn a_folder_names_a_region_that_has_no_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let new = folder.path().join("长江");
    std::fs::create_dir(&new).expect("made");
    std::fs::write(new.join("places.csv"), "id,name,level\n").expect("written");
    std::fs::write(new.join("councils.csv"), "id\n").expect("written");
    assert_eq!(Region::read(&new).expect("sound").id(), "长江");
}

#[test]
fn short_lists_and_rows_of_parties_go_together() {
    let tables = [
        ("places.csv", "id,name,level\na,A,city\nb,B,city\nc,C,city\n"),
        ("agreements.csv", "id,parties\nA1,a;b\nA2,c; a ;\n"),
        ("agreement_parties.csv", "agreement,place,role,actor\nA1,c,,\nA1,b,lead,\nA1,,,Court\n"),
    ];
    let region = from_memory(&tables).expect("sound");
    let parties = |row: usize| -> Vec<String> {
        let place = |party: &conurbation::region::Party| {
            party.place.map_or("-".to_owned(), |place| region.place(place).id.to_string())
        };
        let parties = region.agreements()[row].parties.iter();
        parties.map(|party| format!("{} {}", place(party), party.role)).collect()
    };
    assert_eq!(parties(0), ["a party", "b lead", "c party", "- party"]);
    assert_eq!(parties(1), ["c party", "a party"]);
    assert_survives_writing(&region);
}

/// Numbers on which every choice of a made-up ledger depends; it shrinks to few and small ones.
struct Tape {
    numbers: Vec<u16>,
    at: usize,
}

impl Tape {
    fn below(&mut self, n: usize) -> usize {
        let number = self.numbers.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(number) % n
    }

    fn word(&mut self, words: &[&str]) -> String {
        words[self.below(words.len())].to_owned()
    }

    fn rarely(&mut self, cell: impl FnOnce(&mut Self) -> String) -> String {
        if self.below(3) == 2 { cell(self) } else { String::new() }
    }

    /// Text with all that CSV finds hard, and a letter at either end.
    fn text(&mut self) -> String {
        const PIECES: &[&str] = &[
            "x", "长江", ",", "\"", "\n", "\r\n", "\r", " ", "é", "\u{3000}", ";", "#", "'", "=",
            "\t",
        ];
        let pieces: String = (0..self.below(5)).map(|_| self.word(PIECES)).collect();
        format!("t{pieces}.")
    }

    fn day(&mut self, year: usize) -> String {
        let (month, day) = (1 + self.below(12), 1 + self.below(28));
        match self.below(3) {
            0 => format!("{year:04}"),
            1 => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}-{month:02}-{day:02}"),
        }
    }

    /// A date of any precision in one of the ten years from `year` on.
    fn date(&mut self, year: usize) -> String {
        let first = year + self.below(5);
        let date = self.day(first);
        if self.below(4) < 3 {
            return date;
        }
        let last = first + 1 + self.below(4);
        format!("{date}/{}", self.day(last))
    }

    fn number(&mut self) -> String {
        self.word(&["0.1", "12345678.5", "1e-9", "3", "0.3333333333333333"])
    }

    /// Some of `ids`, none twice.
    fn some(&mut self, ids: &[String]) -> Vec<String> {
        ids.iter().filter(|_| self.below(3) == 1).cloned().collect()
    }

    fn list(&mut self, ids: &[String]) -> String {
        self.some(ids).join("; ")
    }

    fn maybe(&mut self, ids: &[String]) -> String {
        if ids.is_empty() {
            String::new()
        } else {
            self.rarely(|tape| ids[tape.below(ids.len())].clone())
        }
    }

    /// The columns that every table has.
    fn about(&mut self) -> Vec<String> {
        vec![
            self.rarely(Self::text),
            self.rarely(Self::text),
            self.word(&["", "S1", "S2#二(三)", "S1#p. 3 ; S2"]),
            self.word(&["", "seed", "verified", "reading", "unverified"]),
            self.word(&["", "study", "protocol", "extra", "by chance"]),
        ]
    }
}

const ABOUT: [&str; 5] = ["title_local", "note", "source", "checked", "found"];

/// A table of `count` rows, each made by `row` and followed by what every row can say of itself.
fn table(
    tape: &mut Tape,
    header: &[&str],
    rows: usize,
    mut row: impl FnMut(&mut Tape, usize) -> Vec<String>,
) -> Cells {
    let header: Vec<String> = header.iter().chain(&ABOUT).map(|&name| name.to_owned()).collect();
    let rows = (0..rows).map(|nth| {
        let mut cells = row(tape, nth);
        cells.extend(tape.about());
        cells
    });
    std::iter::once(header).chain(rows).collect()
}

fn ids(prefix: &str, count: usize) -> Vec<String> {
    let odd = ["", "长", "\"q\"", ", x", "#", "é", " "];
    (0..count).map(|nth| format!("{prefix}{nth}{}.", odd[nth % odd.len()])).collect()
}

/// Members of each owner, none twice.
fn members(
    tape: &mut Tape,
    owner: &str,
    owners: &[String],
    places: &[String],
    roles: &[&str],
    extent: bool,
) -> Cells {
    let mut rows = Vec::new();
    for id in owners {
        rows.extend(tape.some(places).into_iter().map(|place| (id.clone(), place)));
    }
    let header =
        [owner, "place", "role", "joined", "left", if extent { "extent" } else { "title" }];
    table(tape, &header, rows.len(), |tape, nth| {
        let (owner, place) = rows[nth].clone();
        let joined = tape.rarely(|tape| tape.date(2010));
        let left = tape.rarely(|tape| tape.date(2020));
        let last = if extent { tape.word(&["", "whole", "part"]) } else { tape.rarely(Tape::text) };
        vec![owner, place, tape.word(roles), joined, left, last]
    })
}

/// A sound ledger with every table.
fn ledger(numbers: Vec<u16>) -> Vec<(&'static str, Cells)> {
    let tape = &mut Tape { numbers, at: 0 };
    let places = ids("p", 1 + tape.below(6));
    let (agreements, enclaves) = (ids("A", tape.below(5)), ids("E", tape.below(4)));
    let (platforms, councils) = (ids("P", tape.below(4)), ids("K", tape.below(3)));
    let (circles, claims) = (ids("C", tape.below(4)), ids("T", tape.below(3)));
    // The row told again is one of an earlier table, so that there is no ring.
    let before = |tape: &mut Tape, ids: &[String]| tape.maybe(ids);
    let mut tables = vec![(
        "region.csv",
        table(
            tape,
            &["id", "name", "as_of", "covers_from", "covers_to", "domains"],
            1,
            |tape, _| {
                let domains = tape.word(&[
                    "",
                    "transport",
                    "ecology=air+water;urban-rural=",
                    "a=a; b = c + d",
                ]);
                vec![
                    "R".into(),
                    tape.text(),
                    "2031-12-31".into(),
                    tape.rarely(|tape| tape.date(2000)),
                    tape.rarely(|tape| tape.date(2020)),
                    domains,
                ]
            },
        ),
    )];
    tables.push((
        "places.csv",
        table(
            tape,
            &[
                "id",
                "name",
                "level",
                "parent",
                "inside",
                "capital",
                "longitude",
                "latitude",
                "population",
                "gdp",
                "industry:steel",
                "industry:长 江",
                "heat",
                "shore, or not",
            ],
            places.len(),
            |tape, nth| {
                vec![
                    places[nth].clone(),
                    tape.text(),
                    tape.word(&["city", "state", "province", "county", "area"]),
                    before(tape, &places[..nth]),
                    tape.word(&["", "yes", "no"]),
                    tape.maybe(&places),
                    tape.word(&["", "-180", "121.4"]),
                    tape.word(&["", "90", "31.0001"]),
                    tape.rarely(Tape::number),
                    tape.rarely(Tape::number),
                    tape.word(&["", "0", "0.25"]),
                    tape.word(&["", "1"]),
                    tape.rarely(Tape::number),
                    tape.rarely(Tape::text),
                ]
            },
        ),
    ));
    let header = [
        "id",
        "title",
        "kind",
        "parties",
        "start",
        "end",
        "landed",
        "domain",
        "rank",
        "lead",
        "stage",
        "count",
        "batch",
        "council",
        "parties_stated",
        "weight",
        "same_as",
    ];
    tables.push((
        "agreements.csv",
        table(tape, &header, agreements.len(), |tape, nth| {
            vec![
                agreements[nth].clone(),
                tape.rarely(Tape::text),
                tape.word(&["", "plan", "other"]),
                tape.list(&places),
                tape.rarely(|tape| tape.date(2000)),
                tape.rarely(|tape| tape.date(2020)),
                tape.rarely(|tape| tape.date(2010)),
                tape.word(&["", "transport", "health;长江; air"]),
                tape.word(&["", "national", "other"]),
                tape.word(&["", "mixed"]),
                tape.word(&["", "proposed", "ended"]),
                tape.word(&["", "1", "4294967295"]),
                tape.rarely(Tape::text),
                tape.maybe(&councils),
                tape.word(&["", "7"]),
                tape.rarely(Tape::number),
                before(tape, &agreements[..nth]),
            ]
        }),
    ));
    let mut parties = Vec::new();
    for id in &agreements {
        parties.extend(tape.some(&places).into_iter().map(|place| (id.clone(), place)));
        if tape.below(3) == 1 {
            parties.push((id.clone(), String::new()));
        }
    }
    tables.push((
        "agreement_parties.csv",
        table(
            tape,
            &["agreement", "place", "actor", "role", "title"],
            parties.len(),
            |tape, nth| {
                let (agreement, place) = parties[nth].clone();
                let actor = if place.is_empty() { tape.text() } else { tape.rarely(Tape::text) };
                let role = tape.word(&["", "party", "lead", "from", "to", "issuer", "observer"]);
                vec![agreement, place, actor, role, tape.rarely(Tape::text)]
            },
        ),
    ));
    let header = [
        "id",
        "title",
        "home",
        "host",
        "kind",
        "start",
        "end",
        "status",
        "count",
        "lead",
        "mode",
        "home_share",
        "home_investment",
        "home_energy",
        "home_emissions",
        "weight",
        "same_as",
    ];
    tables.push((
        "enclaves.csv",
        table(tape, &header, enclaves.len(), |tape, nth| {
            vec![
                enclaves[nth].clone(),
                tape.rarely(Tape::text),
                tape.maybe(&places),
                tape.maybe(&places),
                tape.word(&["industry", "sci-tech", "other"]),
                tape.rarely(|tape| tape.date(2000)),
                tape.rarely(|tape| tape.date(2020)),
                tape.word(&["", "planned", "running"]),
                tape.word(&["", "2"]),
                tape.word(&["", "market"]),
                tape.word(&["", "joint", "shares"]),
                tape.word(&["", "0", "1"]),
                tape.word(&["", "0.5"]),
                tape.word(&["", "0.25"]),
                tape.word(&["", "0.125"]),
                tape.rarely(Tape::number),
                before(tape, &agreements),
            ]
        }),
    ));
    tables.push((
        "platforms.csv",
        table(
            tape,
            &[
                "id",
                "title",
                "kind",
                "domain",
                "lead",
                "status",
                "start",
                "end",
                "members_stated",
                "weight",
                "same_as",
            ],
            platforms.len(),
            |tape, nth| {
                vec![
                    platforms[nth].clone(),
                    tape.rarely(Tape::text),
                    tape.word(&["", "recognition", "alliance"]),
                    tape.word(&["", "health", "health;ecology"]),
                    tape.word(&["", "society"]),
                    tape.word(&["", "building"]),
                    tape.rarely(|tape| tape.date(2000)),
                    String::new(),
                    tape.word(&["", "12"]),
                    tape.rarely(Tape::number),
                    before(tape, &enclaves),
                ]
            },
        ),
    ));
    tables.push((
        "platform_members.csv",
        members(
            tape,
            "platform",
            &platforms,
            &places,
            &["", "lead", "observer", "issues", "accepts"],
            false,
        ),
    ));
    tables.push((
        "councils.csv",
        table(
            tape,
            &["id", "name", "system", "level", "start", "end", "members_stated", "same_as"],
            councils.len(),
            |tape, nth| {
                vec![
                    councils[nth].clone(),
                    tape.rarely(Tape::text),
                    tape.rarely(Tape::text),
                    tape.word(&["", "decision", "execution"]),
                    tape.rarely(|tape| tape.date(2000)),
                    String::new(),
                    tape.word(&["", "3"]),
                    before(tape, &platforms),
                ]
            },
        ),
    ));
    tables.push((
        "council_members.csv",
        members(tape, "council", &councils, &places, &["", "member", "chair", "observer"], false),
    ));
    let mut met = [councils.clone(), agreements.clone(), circles.clone()].concat();
    met.sort();
    let meetings = tape.below(4);
    tables.push((
        "meetings.csv",
        table(tape, &["of", "title", "date", "number", "count", "place"], meetings, |tape, _| {
            let (of, title) = (tape.maybe(&met), tape.text());
            vec![
                of,
                title,
                tape.rarely(|tape| tape.date(2000)),
                tape.word(&["", "21"]),
                tape.word(&["", "4"]),
                tape.maybe(&places),
            ]
        }),
    ));
    let alive = [agreements.clone(), enclaves.clone(), platforms.clone()].concat();
    let acts = if alive.is_empty() { 0 } else { tape.below(4) };
    tables.push((
        "acts.csv",
        table(tape, &["of", "title", "date", "kind"], acts, |tape, _| {
            let of = alive[tape.below(alive.len())].clone();
            vec![of, tape.rarely(Tape::text), tape.date(2000), tape.word(&["", "budget"])]
        }),
    ));
    tables.push((
        "circles.csv",
        table(
            tape,
            &[
                "id",
                "name",
                "kind",
                "core",
                "parent",
                "status",
                "start",
                "end",
                "members_stated",
                "same_as",
            ],
            circles.len(),
            |tape, nth| {
                vec![
                    circles[nth].clone(),
                    tape.text(),
                    tape.word(&["", "metropolitan circle", "other"]),
                    tape.list(&places),
                    before(tape, &circles[..nth]),
                    tape.word(&["", "approved"]),
                    tape.rarely(|tape| tape.date(2000)),
                    String::new(),
                    tape.word(&["", "8"]),
                    before(tape, &councils),
                ]
            },
        ),
    ));
    tables.push((
        "circle_members.csv",
        members(tape, "circle", &circles, &places, &["", "member", "core"], true),
    ));
    let mut pairs = Vec::new();
    for (nth, place) in places.iter().enumerate() {
        pairs.extend(tape.some(&places[nth + 1..]).into_iter().map(|other| (place.clone(), other)));
    }
    tables.push((
        "borders.csv",
        table(tape, &["a", "b", "title", "kind", "length_km"], pairs.len(), |tape, nth| {
            let (a, b) = pairs[nth].clone();
            vec![
                b,
                a,
                tape.rarely(Tape::text),
                tape.word(&["", "water", "none"]),
                tape.rarely(Tape::number),
            ]
        }),
    ));
    tables.push((
        "rivalries.csv",
        table(tape, &["a", "b", "title", "field", "start", "end"], pairs.len(), |tape, nth| {
            let (a, b) = pairs[nth].clone();
            vec![
                a,
                b,
                tape.rarely(Tape::text),
                tape.rarely(Tape::text),
                tape.rarely(|tape| tape.date(2000)),
                tape.rarely(|tape| tape.date(2020)),
            ]
        }),
    ));
    let observed = [places.clone(), alive.clone(), claims.clone(), vec!["R".into()]].concat();
    let observations = tape.below(4);
    tables.push((
        "observations.csv",
        table(
            tape,
            &["about", "title", "what", "date", "value", "unit"],
            observations,
            |tape, _| {
                let about = observed[tape.below(observed.len())].clone();
                vec![
                    about,
                    tape.rarely(Tape::text),
                    tape.text(),
                    tape.rarely(|tape| tape.date(2030)),
                    tape.number(),
                    tape.rarely(Tape::text),
                ]
            },
        ),
    ));
    tables.push((
        "claims.csv",
        table(tape, &["id", "title", "kind", "text"], claims.len(), |tape, nth| {
            vec![
                claims[nth].clone(),
                tape.rarely(Tape::text),
                tape.word(&["", "recommendation"]),
                tape.rarely(Tape::text),
            ]
        }),
    ));
    tables.push((
        "sources.csv",
        table(tape, &["id", "title", "citation", "date", "kind", "address"], 2, |tape, nth| {
            let id = ["S1", "S2"][nth].to_owned();
            vec![
                id,
                tape.rarely(Tape::text),
                tape.text(),
                tape.rarely(|tape| tape.date(1990)),
                tape.rarely(Tape::text),
                tape.rarely(Tape::text),
            ]
        }),
    ));
    tables
}

/// A shuffle of `items` that depends on the tape only.
fn shuffle<T>(items: &mut [T], tape: &mut Tape) {
    for last in (1..items.len()).rev() {
        items.swap(last, tape.below(last + 1));
    }
}

/// The same table with its columns and rows in another order.
fn shuffled(cells: &Cells, tape: &mut Tape) -> Cells {
    let mut columns: Vec<usize> = (0..cells[0].len()).collect();
    shuffle(&mut columns, tape);
    let reorder = |row: &Vec<String>| columns.iter().map(|&column| row[column].clone()).collect();
    let mut cells: Cells = cells.iter().map(reorder).collect();
    shuffle(&mut cells[1..], tape);
    cells
}

/// A tie with the bits of its weight.
type Bits = (Layer, u32, u32, u64);

/// All of a network that must not depend on the order of rows.
fn bits(region: &Region, projection: &Projection) -> (Vec<String>, Vec<Bits>) {
    let network = region.network(projection).expect("it can be carried out");
    let cities = network.cities().iter().map(|city| format!("{} {:?}", city.id, city.province));
    let mut edges = Vec::new();
    for layer in [Layer::Agreements, Layer::Enclaves, Layer::Platforms, Layer::Councils] {
        let adjacency = network.layer(layer).into_iter().flat_map(|layer| layer.edges());
        edges.extend(adjacency.map(|(from, to, weight)| (layer, from, to, weight.to_bits())));
    }
    let sum = network.ties().map(|tie| (Layer::Agreements, tie.from, tie.to, tie.weight.to_bits()));
    let sum: Vec<_> = sum.collect();
    (cities.collect(), [sum, edges].concat())
}

fn projections() -> [Projection; 4] {
    let all = [Layer::Agreements, Layer::Enclaves, Layer::Platforms, Layer::Councils];
    [
        Projection::new(),
        Projection::new().layers(all).directed(true).partners(true),
        Projection::new().layers(all).spread(Spread::Unit).by_count(true).planned(true),
        Projection::new().provinces(Provinces::ToCities).window("2010".."2020"),
    ]
}

fn assert_order_means_nothing(tables: &[(&str, Cells)], tape: &mut Tape) {
    let sorted: Vec<_> = tables.iter().map(|(name, cells)| (*name, csv_text(cells))).collect();
    let mixed: Vec<_> =
        tables.iter().map(|(name, cells)| (*name, csv_text(&shuffled(cells, tape)))).collect();
    let (sorted, mixed) =
        (from_memory(&sorted).expect("sound"), from_memory(&mixed).expect("sound"));
    for projection in projections() {
        assert_eq!(bits(&sorted, &projection), bits(&mixed, &projection), "{projection:?}");
    }
}

#[test]
fn shuffled_rows_and_columns_of_the_embedded_regions_give_the_same_bits() {
    for region in [datasets::yangtze_delta(), datasets::middle_yangtze()] {
        let tables: Vec<_> =
            region.to_tables().into_iter().map(|(name, text)| (name, csv_cells(&text))).collect();
        for seed in 1..3 {
            let numbers =
                (0..20_000u64).map(|n| ((n * n * 31 + n * seed * 7919) >> 3) as u16).collect();
            assert_order_means_nothing(&tables, &mut Tape { numbers, at: 0 });
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_region_survives_writing(numbers in prop::collection::vec(any::<u16>(), 0..600)) {
        let tables = ledger(numbers);
        let text: Vec<_> = tables.iter().map(|(name, cells)| (*name, csv_text(cells))).collect();
        match from_memory(&text) {
            Ok(region) => {
                for (name, cells) in &tables {
                    let table = Table::ALL.iter().find(|table| table.file() == *name).expect("a table");
                    // A row of parties may take the place of one in the short list.
                    if *table != Table::AgreementParties {
                        prop_assert_eq!(region.rows(*table), cells.len() - 1, "{}", name);
                    }
                }
                assert_survives_writing(&region);
            }
            Err(error) => prop_assert!(false, "{}\n{:?}", error, text),
        }
    }

    #[test]
    fn shuffled_rows_and_columns_give_the_same_bits(
        numbers in prop::collection::vec(any::<u16>(), 0..600),
        order in prop::collection::vec(any::<u16>(), 300),
    ) {
        assert_order_means_nothing(&ledger(numbers), &mut Tape { numbers: order, at: 0 });
    }
}

/// The days of the years 1999 to 2004, two of which are leap years, by a calendar of our own.
fn calendar() -> Vec<String> {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut days = Vec::new();
    for year in 1999..=2004 {
        for (month, length) in lengths.iter().enumerate() {
            let leap = i32::from(month == 1 && (year == 2000 || year == 2004));
            days.extend((1..=length + leap).map(|day| format!("{year}-{:02}-{day:02}", month + 1)));
        }
    }
    days
}

/// The days that a date may stand for, as positions in the calendar: those that begin as it is
/// written, and for an interval all between the first and the last.
fn days(calendar: &[String], text: &str) -> BTreeSet<usize> {
    let of = |part: &str| -> Vec<usize> {
        (0..calendar.len()).filter(|&day| calendar[day].starts_with(part)).collect()
    };
    match text.split_once('/') {
        None => of(text).into_iter().collect(),
        Some((from, to)) => {
            let (from, to) = (of(from), of(to));
            (from[0]..=to[to.len() - 1]).collect()
        }
    }
}

fn simple_date() -> impl Strategy<Value = String> {
    (0..calendar().len(), 0..3usize)
        .prop_map(|(day, precision)| calendar()[day][..[4, 7, 10][precision]].to_owned())
}

fn any_date() -> impl Strategy<Value = String> {
    (simple_date(), simple_date(), any::<bool>()).prop_map(|(a, b, interval)| {
        let calendar = calendar();
        let (first, last) = (days(&calendar, &a), days(&calendar, &b));
        match interval && first.first() <= last.last() {
            true => format!("{a}/{b}"),
            false => a,
        }
    })
}

proptest! {
    #[test]
    fn dates_are_the_days_they_may_stand_for(a in any_date(), b in any_date()) {
        let calendar = calendar();
        let (x, y) = (days(&calendar, &a), days(&calendar, &b));
        let (first, second): (Date, Date) = (a.parse().expect("a date"), b.parse().expect("a date"));
        let each = |holds: &dyn Fn(usize, usize) -> bool| x.iter().all(|&i| y.iter().all(|&j| holds(i, j)));
        prop_assert_eq!(first.is_after(second), each(&|i, j| i > j));
        prop_assert_eq!(first.is_before(second), each(&|i, j| i < j));
        prop_assert_eq!(first.is_within(second), x.is_subset(&y));
        prop_assert_eq!(first.overlaps(second), x.intersection(&y).next().is_some());
        prop_assert_eq!(first == second, x == y);
        let ends = (x.first().expect("a day"), x.last().expect("a day"));
        prop_assert_eq!(first.first().to_string(), &*calendar[*ends.0]);
        prop_assert_eq!(first.last().to_string(), &*calendar[*ends.1]);
        let years: BTreeSet<&str> = x.iter().map(|&day| &calendar[day][..4]).collect();
        let year = (years.len() == 1).then(|| years.first().expect("a year").parse().expect("a number"));
        prop_assert_eq!(first.year(), year);
        let to = first.to(second).map(|date| days(&calendar, &date.to_string()));
        let span = (ends.0 <= y.last().expect("a day")).then(|| (*ends.0..=*y.last().expect("a day")).collect());
        prop_assert_eq!(to, span);
        let until = first.until(second).map(|date| days(&calendar, &date.to_string()));
        let span = (ends.0 < y.first().expect("a day")).then(|| (*ends.0..*y.first().expect("a day")).collect());
        prop_assert_eq!(until, span);
    }

    #[test]
    fn dates_print_as_they_are_read(text in any_date(), far in 0..10_000i16) {
        let date: Date = text.parse().expect("a date");
        let printed = date.to_string();
        prop_assert_eq!(printed.parse(), Ok(date));
        let calendar = calendar();
        prop_assert_eq!(days(&calendar, &printed), days(&calendar, &text));
        let year = Date::of_year(far);
        prop_assert_eq!(year.to_string(), format!("{far:04}"));
        prop_assert_eq!(year.to_string().parse(), Ok(year));
    }

    #[test]
    fn no_text_makes_dates_panic(text in "[0-9/\\-年é ]{0,21}") {
        if let Ok(date) = text.parse::<Date>() {
            prop_assert_eq!(date.to_string().parse(), Ok(date));
        }
    }

    #[test]
    fn no_bytes_make_reading_panic(
        places in prop::collection::vec(prop::sample::select(&b"a,\"\n\r;\xff\xe9id,name,level\n1"[..]), 0..80),
        agreements in prop::collection::vec(prop::sample::select(&b"a,\"\n\r;\xc3\xa9id,parties\n1-"[..]), 0..80),
    ) {
        let with = |header: &[u8], rows: &[u8]| [header, rows].concat();
        let places_read = with(b"id,name,level\n", &places);
        let agreements_read = with(b"id,parties,start,same_as\n", &agreements);
        for (places, agreements) in [(&places, &agreements), (&places_read, &agreements_read)] {
            if let Err(error) = Region::from_tables([("places.csv", &places[..]), ("agreements.csv", agreements)]) {
                prop_assert!(!error.to_string().is_empty());
            }
        }
    }
}

#[test]
fn leap_years_follow_the_calendar() {
    for (text, sound) in [
        ("1900-02-29", false),
        ("2000-02-29", true),
        ("2023-02-29", false),
        ("2024-02-29", true),
        ("2100-02-29", false),
        ("0000-02-29", true),
        ("2024-04-31", false),
        ("2024-12-31", true),
    ] {
        assert_eq!(text.parse::<Date>().is_ok(), sound, "{text}");
    }
    let window = |from: &str, to: &str| {
        from.parse::<Date>().ok()?.until(to.parse::<Date>().ok()?).map(|date| date.to_string())
    };
    assert_eq!(window("2000-02", "2000-03").as_deref(), Some("2000-02"));
    assert_eq!(window("1900-02", "1900-03-01").as_deref(), Some("1900-02"));
    assert_eq!(window("2013", "2021").as_deref(), Some("2013/2020"));
    assert_eq!(window("0000", "0000"), None);
}

#[test]
fn a_fingerprint_changes_with_any_cell_and_with_no_order() {
    let of = |places: &str, agreements: &str| {
        let tables = [("places.csv", places.as_bytes()), ("agreements.csv", agreements.as_bytes())];
        Region::from_tables(tables).expect("sound").fingerprint()
    };
    let (places, agreements) = ("id,name,level\na,A,city\nb,B,city\n", "id,parties\nA1,a;b\n");
    let first = of(places, agreements);
    assert_eq!(first, of("level,name,id\ncity,B,b\ncity,A,a\n", "parties,id\na;b,A1\n"));
    assert_ne!(first, of("id,name,level\na,A,city\nb,C,city\n", agreements));
    assert_ne!(first, of(places, "id,parties\nA2,a;b\n"));
    assert_ne!(first, of(places, "id,parties,start\nA1,a;b,2019\n"));
}
