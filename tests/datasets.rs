//! The embedded regions against numbers from elsewhere: the study, official counts, the source
//! tables and what their collectors noted.
use conurbation::network::{Layer, LeftOut, Outcome, Projection};
use conurbation::region::{About, Checked, Found, PlaceIndex, RowRef, Table, YesNo};
use conurbation::tables::Oddity;
use conurbation::{Date, Region, datasets};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

fn regions() -> [Region; 2] {
    [datasets::yangtze_delta(), datasets::middle_yangtze()]
}

fn both<T>(of: impl Fn(&Region) -> T) -> [T; 2] {
    regions().each_ref().map(of)
}

/// What every row of every table says about itself, with the table; members that say nothing of
/// their own stand under what they belong to.
fn abouts(region: &Region) -> Vec<(Table, &About)> {
    let mut all = vec![(Table::Region, &region.info().about)];
    all.extend(region.places().iter().map(|row| (Table::Places, &row.about)));
    for row in region.agreements() {
        all.push((Table::Agreements, &row.about));
        let own = |party: &'_ conurbation::region::Party| party.about.is_some();
        assert!(row.parties.iter().all(own), "{}: parties without a source", row.id);
        all.extend(
            row.parties
                .iter()
                .filter_map(|party| party.about.as_deref())
                .map(|about| (Table::AgreementParties, about)),
        );
    }
    all.extend(region.enclaves().iter().map(|row| (Table::Enclaves, &row.about)));
    for row in region.platforms() {
        all.push((Table::Platforms, &row.about));
        all.extend(
            row.members
                .iter()
                .map(|member| (Table::PlatformMembers, member.about.as_deref().expect("a source"))),
        );
    }
    for row in region.councils() {
        all.push((Table::Councils, &row.about));
        all.extend(
            row.members
                .iter()
                .map(|member| (Table::CouncilMembers, member.about.as_deref().expect("a source"))),
        );
    }
    for row in region.circles() {
        all.push((Table::Circles, &row.about));
        all.extend(
            row.members
                .iter()
                .map(|member| (Table::CircleMembers, member.about.as_deref().expect("a source"))),
        );
    }
    all.extend(region.meetings().iter().map(|row| (Table::Meetings, &row.about)));
    all.extend(region.acts().iter().map(|row| (Table::Acts, &row.about)));
    all.extend(region.borders().iter().map(|row| (Table::Borders, &row.about)));
    all.extend(region.rivalries().iter().map(|row| (Table::Rivalries, &row.about)));
    all.extend(region.observations().iter().map(|row| (Table::Observations, &row.about)));
    all.extend(region.claims().iter().map(|row| (Table::Claims, &row.about)));
    all
}

#[test]
fn the_cities_are_those_of_the_study() {
    // The study counts 41 and 31 cities.
    assert_eq!(both(|region| region.cities().count()), [41, 31]);
    for region in regions() {
        let mut names = BTreeSet::new();
        for city in region.cities().map(|city| region.place(city)) {
            assert!(city.about.name.is_some() && city.about.name_local.is_some(), "{}", city.id);
            // Both Suzhou and both Taizhou of the Delta are told apart.
            assert!(names.insert(city.about.name.clone()), "two cities are called {}", city.name());
            let (longitude, latitude) =
                (city.longitude.expect("known"), city.latitude.expect("known"));
            assert!(
                (109.0..123.0).contains(&longitude) && (25.0..36.0).contains(&latitude),
                "{}",
                city.id
            );
            // Between a small city and Shanghai.
            let population = city.population.expect("known");
            assert!((500_000.0..26_000_000.0).contains(&population), "{}", city.id);
        }
    }
    let without_gdp: BTreeSet<String> = regions()
        .iter()
        .flat_map(|region| {
            let without =
                region.cities().map(|city| region.place(city)).filter(|city| city.gdp.is_none());
            without
                .filter_map(|city| city.about.name_local.as_deref().map(str::to_owned))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(without_gdp, ["仙桃", "天门", "潜江"].map(str::to_owned).into());
}

#[test]
fn the_cities_lie_in_their_provinces() {
    let count = |region: &Region| {
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for city in region.cities() {
            let province = region.province_of(city).expect("every city lies in a province");
            *count
                .entry(region.place(province).about.name_local.clone().expect("named").into())
                .or_default() += 1;
        }
        count
    };
    let expect = |pairs: &[(&str, usize)]| -> BTreeMap<String, usize> {
        pairs.iter().map(|&(name, n)| (name.to_owned(), n)).collect()
    };
    let [delta, middle] = both(count);
    // Every city of the three provinces and Shanghai.
    assert_eq!(delta, expect(&[("上海市", 1), ("江苏省", 13), ("浙江省", 11), ("安徽省", 16)]));
    assert_eq!(middle, expect(&[("湖北省", 13), ("湖南省", 8), ("江西省", 10)]));
}

#[test]
fn the_population_is_that_of_the_census() {
    // Seventh census, 2020: Shanghai 24.87 million, Wuhan 12.33, Changsha 10.05, Nanchang 6.26.
    let [delta, middle] = regions();
    let million = |region: &Region, id: &str| {
        let place = region.place(region.find_place(id).expect("there"));
        (place.population.expect("known") / 1e4).round() / 100.0
    };
    assert_eq!(million(&delta, "310000").to_string(), "24.87");
    assert_eq!(million(&middle, "420100").to_string(), "12.33");
    assert_eq!(million(&middle, "430100").to_string(), "10.05");
    assert_eq!(million(&middle, "360100").to_string(), "6.26");
    // The same census: 84.75, 64.57, 61.03 and 24.87 million in the provinces of the Delta.
    let total: f64 = delta.cities().filter_map(|city| delta.place(city).population).sum();
    assert!((total / 1e6 - 235.22).abs() < 0.1, "{total}");
}

#[test]
fn the_council_of_the_delta_grew_as_the_study_tells() {
    let delta = datasets::yangtze_delta();
    let council = delta.councils().iter().find(|council| &*council.id == "K06").expect("there");
    let members = |year: &str| {
        let then: Date = year.parse().expect("a year");
        let mut places: BTreeSet<PlaceIndex> = BTreeSet::new();
        for member in &council.members {
            let joined = member.joined.is_none_or(|joined| !joined.is_after(then));
            if joined && member.left.is_none_or(|left| !left.is_before(then)) {
                places.insert(member.place);
            }
        }
        places.len()
    };
    let years = ["1992", "1997", "2003", "2010", "2013", "2018", "2019"];
    assert_eq!(years.map(members), [14, 15, 16, 22, 30, 34, 41]);
    let joined: Vec<&str> = council
        .members
        .iter()
        .filter(|member| {
            member.joined == "2003".parse().ok() || member.joined == "1997".parse().ok()
        })
        .map(|member| delta.place(member.place).name())
        .collect();
    assert_eq!(joined, ["Taizhou (Jiangsu)", "Taizhou (Zhejiang)"]);
}

#[test]
fn hefei_is_a_partner_of_the_middle() {
    let [delta, middle] = regions();
    let hefei = |region: &Region| region.place(region.find_place("340100").expect("there")).inside;
    assert_eq!(hefei(&middle), Some(YesNo::No));
    assert_ne!(hefei(&delta), Some(YesNo::No));
    let partners = middle.network(&Projection::new().partners(true)).expect("sound");
    assert!(partners.node("340100").is_ok());
    assert!(middle.network(&Projection::new()).expect("sound").node("340100").is_err());
}

#[test]
fn every_row_names_sources_that_exist() {
    for region in regions() {
        for (table, about) in abouts(&region) {
            assert!(!about.sources.is_empty(), "{table}: {about:?}");
            for citation in &about.sources {
                assert!(
                    region.find(Table::Sources, citation.source()).is_some(),
                    "{table}: {citation}"
                );
            }
        }
        for source in region.sources() {
            assert!(!source.citation.is_empty());
        }
    }
}

#[test]
fn every_row_says_how_far_it_is_checked_and_how_it_was_found() {
    let words = [Found::Study, Found::Protocol, Found::Extra];
    for region in regions() {
        for (table, about) in abouts(&region) {
            assert!(about.checked.is_some(), "{table}: {about:?}");
            assert!(
                about.found.as_ref().is_some_and(|word| words.contains(word)),
                "{table}: {about:?}"
            );
        }
        let levels: BTreeSet<Option<Checked>> =
            region.agreements().iter().map(|row| row.about.checked).collect();
        assert!(levels.len() > 1);
    }
    // The numbers of rows found by the common protocol, as the collectors counted them.
    let protocol = |region: &Region, table: Table| {
        let found = |row: &About| row.found == Some(Found::Protocol);
        let rows = (0..region.rows(table) as u32).map(|index| RowRef { table, index });
        rows.filter(|&row| region.row_about(row).is_some_and(found)).count()
    };
    for (table, expected) in
        [(Table::Agreements, [105, 45]), (Table::Enclaves, [33, 13]), (Table::Platforms, [23, 12])]
    {
        assert_eq!(both(|region| protocol(region, table)), expected, "{table}");
    }
}

/// Agreements alone, those only proposed too, with the ids of the rows that tie cities, whether or
/// not another row tells the same fact.
fn tied(region: &Region, projection: Projection) -> Vec<RowRef> {
    let network =
        region.network(&projection.layers([Layer::Agreements]).planned(true)).expect("sound");
    let rows = network.accounts().rows().iter();
    let ties = rows.filter(|(_, outcome)| {
        matches!(outcome, Outcome::Tied { .. } | Outcome::LeftOut(LeftOut::SameAs))
    });
    ties.map(|&(row, _)| row).collect()
}

#[test]
fn the_study_alone_ties_cities_in_few_agreements() {
    let study = || Projection::new().found([Found::Study]);
    assert_eq!(both(|region| tied(region, study()).len()), [9, 6]);
    // One more in the Delta whose cities had to be searched for.
    let rows = |region: &Region| -> Vec<String> {
        let rows = tied(region, Projection::new()).into_iter();
        let of_study = rows.filter(|&row| {
            region.row_about(row).is_some_and(|about| about.found == Some(Found::Study))
        });
        of_study.map(|row| region.row_id(row).to_owned()).collect()
    };
    let [delta, middle] = both(rows);
    assert_eq!((delta.len(), middle.len()), (10, 6));
    assert!(delta.contains(&"N01".to_owned()));
}

#[test]
fn the_collected_agreements_tie_what_their_collectors_counted() {
    for (region, prefix, agreements, tying, pairs, cities) in [
        (datasets::yangtze_delta(), "YA", 287, 237, 275, 41),
        (datasets::middle_yangtze(), "MA", 107, 69, 120, 27),
    ] {
        let rows = region.agreements().iter().map(|row| &*row.id);
        let (own, others): (Vec<&str>, Vec<&str>) = rows.partition(|id| id.starts_with(prefix));
        assert_eq!(own.len(), agreements);
        let collected = Projection::new().without(others);
        assert_eq!(tied(&region, collected.clone()).len(), tying);
        let network =
            region.network(&collected.layers([Layer::Agreements]).planned(true)).expect("sound");
        assert_eq!(network.ties().count(), pairs);
        let with_a_tie: BTreeSet<u32> = network.ties().flat_map(|tie| [tie.from, tie.to]).collect();
        assert_eq!(with_a_tie.len(), cities);
    }
}

#[test]
fn same_facts_lead_to_a_row_that_stands_for_itself() {
    let tables =
        [Table::Agreements, Table::Enclaves, Table::Platforms, Table::Councils, Table::Circles];
    let mut linked = 0;
    for region in regions() {
        for table in tables {
            for index in 0..region.rows(table) as u32 {
                let mut chain = vec![RowRef { table, index }];
                while let Some(next) = region.same_as(chain[chain.len() - 1]) {
                    assert!(!chain.contains(&next), "{}", region.row_id(next));
                    chain.push(next);
                }
                linked += usize::from(chain.len() > 1);
            }
        }
    }
    // The notes on the study's tables link 15 rows, those on the collected ones 7 more.
    assert!(linked >= 22, "{linked}");
    // Pairs that the notes on the study's tables call the same.
    let [delta, middle] = regions();
    for (region, table, id, other) in [
        (&delta, Table::Platforms, "P24", "A038"),
        (&delta, Table::Enclaves, "E07", "A033"),
        (&delta, Table::Enclaves, "E01", "A031"),
        (&delta, Table::Enclaves, "E02", "A031"),
        (&middle, Table::Platforms, "P10", "A025"),
    ] {
        let row = region.find(table, id).unwrap_or_else(|| panic!("no {id}"));
        assert_eq!(region.same_as(row).map(|same| region.row_id(same)), Some(other), "{id}");
    }
}

#[test]
fn nothing_odd_but_what_is_known() {
    let [delta, middle] = regions();
    assert_eq!(delta.warnings(), []);
    // The study draws one circle beyond the Middle: Shiyan and Suizhou lie in neither region.
    let outside: BTreeSet<(&str, &str)> = middle
        .warnings()
        .iter()
        .map(|warning| match &warning.oddity {
            Oddity::OutsideParent { place, circle, .. } => (circle.as_str(), place.as_str()),
            other => panic!("{other}"),
        })
        .collect();
    assert_eq!(outside, [("XSS", "420300"), ("XSS", "421300")].into());
}

#[test]
fn regions_are_found_by_name() {
    for name in datasets::NAMES {
        assert_eq!(datasets::by_name(name).expect("embedded").id(), name);
    }
    assert!(datasets::by_name("nowhere").is_none());
}

/// The source tables, which are not part of the published crate.
struct Source(PathBuf);

impl Source {
    fn find() -> Option<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/datasets/source");
        folder.join("dropped.csv").is_file().then_some(Self(folder))
    }

    fn rows(&self, table: &str) -> Vec<csv::StringRecord> {
        let path = self.0.join(format!("{table}.csv"));
        let mut reader = csv::Reader::from_path(&path).expect("a source table");
        reader.records().map(|row| row.expect("sound")).collect()
    }

    fn count(&self, table: &str) -> usize {
        self.rows(table).len()
    }

    /// The first cells of a source table.
    fn ids(&self, table: &str) -> BTreeSet<String> {
        self.rows(table).iter().map(|row| row[0].to_owned()).collect()
    }

    /// What the conversion dropped of each source table; rows with ids as "A002 (line 3)".
    fn dropped(&self) -> HashMap<String, BTreeSet<String>> {
        let mut dropped: HashMap<String, BTreeSet<String>> = HashMap::new();
        for row in self.rows("dropped") {
            let id = row[1].split(" (line").next().unwrap_or("").to_owned();
            dropped.entry(row[0].to_owned()).or_default().insert(id);
        }
        dropped
    }
}

#[test]
fn every_source_row_is_in_a_region_or_listed_as_dropped() {
    let Some(source) = Source::find() else { return };
    let dropped = source.dropped();
    let none = BTreeSet::new();
    let dropped = |table: &str| dropped.get(table).unwrap_or(&none);
    let regions = regions();
    // Rows that the conversion adds: eight projects, one pair of neighbours, a source of its own.
    for (table, sources, added) in [
        (
            Table::Agreements,
            vec!["yangtze/agreements", "collected/delta/agreements", "collected/middle/agreements"],
            source.count("yangtze/projects") + 1,
        ),
        (
            Table::Enclaves,
            vec!["yangtze/enclaves", "collected/delta/enclaves", "collected/middle/enclaves"],
            0,
        ),
        (
            Table::Platforms,
            vec!["yangtze/platforms", "collected/delta/platforms", "collected/middle/platforms"],
            0,
        ),
        (Table::Councils, vec!["yangtze/councils"], 0),
        (Table::Circles, vec!["yangtze/circles"], 0),
        (Table::Claims, vec!["yangtze/assessments"], 0),
        (
            Table::Sources,
            vec!["yangtze/sources", "collected/delta/sources", "collected/middle/sources"],
            1,
        ),
    ] {
        let rows = |region: &Region| -> Vec<String> {
            (0..region.rows(table) as u32)
                .map(|index| region.row_id(RowRef { table, index }).to_owned())
                .collect()
        };
        let embedded: BTreeSet<String> = regions.iter().flat_map(rows).collect();
        let mut expected = BTreeSet::new();
        for name in sources {
            let ids = source.ids(name);
            assert_eq!(ids.len(), source.count(name), "{name}");
            assert!(dropped(name).is_subset(&ids), "{name}");
            expected.extend(ids.difference(dropped(name)).cloned());
        }
        assert!(expected.is_subset(&embedded), "{table}: {:?}", expected.difference(&embedded));
        assert_eq!(
            embedded.len(),
            expected.len() + added,
            "{table}: {:?}",
            embedded.difference(&expected)
        );
    }
    let total = |table: Table| regions.iter().map(|region| region.rows(table)).sum::<usize>();
    // Cities, members of circles and borders are of one region each; three rivalries of the study
    // name two second parties.
    assert_eq!(
        regions.iter().map(|region| region.cities().count()).sum::<usize>(),
        source.count("yangtze/cities")
    );
    assert_eq!(total(Table::CircleMembers), source.count("yangtze/circle_members"));
    let borders = source.count("yangtze/adjacency") - dropped("yangtze/adjacency").len();
    assert_eq!(total(Table::Borders), borders);
    let rivalries = source.count("yangtze/competition") - dropped("yangtze/competition").len() + 3;
    assert_eq!(total(Table::Rivalries), rivalries);
}
