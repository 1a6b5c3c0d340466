//! Synthetic worlds: what is planted is there, and nothing else, within the error of chance.
use approx::assert_relative_eq;
use conurbation::network::{Layer, Projection};
use conurbation::region::{Level, Place, distance_km};
use conurbation::synthetic::{
    ConfigurationModel, LedgerWorld, Lfr, NestedPartition, Network, NetworkWorld, PowerLaw,
    RandomGeometric,
};
use conurbation::{Date, Error, Region, datasets};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// So many standard errors a mean of seeded worlds may be off.
const ERRORS: f64 = 4.0;

/// A share counted in `n` trials lies where it should.
fn assert_share(count: usize, n: usize, expected: f64, what: &str) {
    let found = count as f64 / n as f64;
    let error = (expected * (1.0 - expected) / n as f64).sqrt();
    assert!((found - expected).abs() <= ERRORS * error, "{what}: {found} of {n}, not {expected}");
}

/// The mean of values lies where it should, by their own spread.
fn assert_mean(values: &[f64], expected: f64, what: &str) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>();
    let error = (squares / (n - 1.0) / n).sqrt();
    assert!((mean - expected).abs() <= ERRORS * error, "{what}: {mean} ± {error}, not {expected}");
}

/// A region as the tests look at it: cities by number, in order of their ids.
struct Seen {
    region: Region,
    places: Vec<Place>,
    provinces: Vec<Option<String>>,
}

impl Seen {
    fn new(region: Region) -> Self {
        let cities: Vec<_> = region.cities().collect();
        let places = cities.iter().map(|&city| region.place(city).clone()).collect();
        let province = |city| region.province_of(city).map(|at| region.place(at).id.to_string());
        let provinces = cities.iter().map(|&city| province(city)).collect();
        Self { region, places, provinces }
    }

    fn worlds(world: &LedgerWorld, n: u64) -> impl Iterator<Item = Self> + '_ {
        (0..n).map(|number| Self::new(world.draw(number).expect("legal parameters")))
    }

    /// The parties of agreements, as numbers of cities, in their order.
    fn agreements(&self) -> Vec<Vec<usize>> {
        let first = self.region.places().len() - self.places.len();
        let agreements = self.region.agreements().iter();
        let parties = agreements.map(|row| {
            row.parties.iter().map(|party| party.place.expect("a city").index() - first).collect()
        });
        parties.collect()
    }

    fn activity(&self, city: usize) -> f64 {
        self.places[city].attributes["activity"]
    }

    fn km(&self, a: usize, b: usize) -> f64 {
        distance_km(&self.places[a], &self.places[b]).expect("placed")
    }
}

/// Only agreements of two parties, so that closed forms are short.
fn pairs() -> LedgerWorld {
    LedgerWorld::new().layers(1.0, 0.0, 0.0).share_bilateral(1.0)
}

#[test]
fn one_seed_and_number_make_one_world() {
    let world = LedgerWorld::new().batch_size(3.0).circles(10).activity_sd(1.0).undated(0.2);
    let first = world.draw(3).expect("a region");
    for threads in [1, 2, 3, 7] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        assert_eq!(pool.install(|| world.draw(3)).expect("a region"), first);
    }
    let others = [world.draw(4), world.clone().seed(1).draw(3)].map(|it| it.expect("a region"));
    for other in &others {
        assert_ne!(other.agreements(), first.agreements());
        assert_ne!(other.places(), first.places());
    }
    let other_rows = world.rows(20).province_effect(5.0).draw(3).expect("a region");
    assert_eq!(other_rows.places(), first.places());
    assert_eq!(other_rows.borders(), first.borders());
}

#[test]
fn one_seed_and_number_make_one_network() {
    let world = NetworkWorld::new().activity_sd(1.0).mean_weight(2.0);
    let first = world.draw(3).expect("a network");
    assert_eq!(world.draw(3).expect("a network"), first);
    assert_ne!(world.draw(4).expect("a network").adjacency, first.adjacency);
    let seeded = world.clone().seed(1).draw(3).expect("a network");
    assert_ne!(seeded.adjacency, first.adjacency);
    assert_ne!(seeded.covariate, first.covariate);
    // The places are those of the ledger of the same seed and number.
    let ledger = Seen::new(LedgerWorld::new().activity_sd(1.0).draw(3).expect("a region"));
    for (city, place) in ledger.places.iter().enumerate() {
        let (longitude, latitude) = first.positions[city];
        assert_eq!(place.longitude.map(f64::to_bits), Some(longitude.to_bits()));
        assert_eq!(place.latitude.map(f64::to_bits), Some(latitude.to_bits()));
        assert_eq!(ledger.activity(city).to_bits(), first.activity[city].to_bits());
    }
    assert_relative_eq!(first.distance_km(0, 7), ledger.km(0, 7), max_relative = 1e-12);
}

#[test]
fn parameters_out_of_range_are_refused() {
    let new = LedgerWorld::new;
    let effect = "from 0.000001 to 1000000";
    let share = "a share from 0 to 1";
    let shares = "finite, not negative, one at least positive";
    let years = "two years from 0 to 9999, in order";
    let fade = "a multiple from 0 to 10 that leaves some year with rows";
    let circles = "0, or at least one for each province and at most one for each city";
    let each = "at most one for each city";
    let cases: Vec<(LedgerWorld, &str, &str, &str)> = vec![
        (new().cities(0), "cities", "0", "from 1 to 2000 cities"),
        (new().cities(2001), "cities", "2001", "from 1 to 2000 cities"),
        (new().cities(3), "provinces", "4", each),
        (new().provinces(42), "provinces", "42", each),
        (new().province_sizes(&[3, 0]), "province_sizes", "[3, 0]", "at least one city in each"),
        (new().province_sizes(&[]), "province_sizes", "0", "from 1 to 2000 cities"),
        (new().province_sizes(&[1500, 600]), "province_sizes", "2100", "from 1 to 2000 cities"),
        (new().circles(3), "circles", "3", circles),
        (new().circles(42), "circles", "42", circles),
        (new().activity_sd(-0.1), "activity_sd", "-0.1", "from 0 to 5"),
        (new().activity_sd(f64::NAN), "activity_sd", "NaN", "from 0 to 5"),
        (new().distance_decay(11.0), "distance_decay", "11", "from 0 to 10"),
        (new().province_effect(0.0), "province_effect", "0", effect),
        (new().province_effect(f64::INFINITY), "province_effect", "inf", effect),
        (new().circle_effect(-1.0), "circle_effect", "-1", effect),
        (new().rows(1_000_001), "rows", "1000001", "at most 1000000"),
        (new().rows_per_city(-1.0), "rows_per_city", "-1", "from 0 to 500"),
        (new().layers(0.0, 0.0, 0.0), "layers", "0, 0, 0", shares),
        (new().layers(1.0, -1.0, 0.0), "layers", "1, -1, 0", shares),
        (new().share_bilateral(1.1), "share_bilateral", "1.1", share),
        (new().tail_exponent(-1.0), "tail_exponent", "-1", "from 0 to 20"),
        (new().max_parties(2), "max_parties", "2", "at least 3"),
        (new().huge_event(0), "huge_event", "0", "at least 1"),
        (new().batch_size(0.5), "batch_size", "0.5", "from 1 to 1000"),
        (new().batch_overlap(2.0), "batch_overlap", "2", share),
        (new().years(2020, 2019), "years", "2020, 2019", years),
        (new().years(-1, 5), "years", "-1, 5", years),
        (new().years(9998, 10_000), "years", "9998, 10000", years),
        (new().fade(2018, -0.5), "fade", "2018, -0.5", fade),
        (new().fade(2018, f64::NAN), "fade", "2018, NaN", fade),
        (new().fade(2014, 0.0), "fade", "2014, 0", fade),
        (new().undated(1.5), "undated", "1.5", share),
        (new().found(0.0, f64::NAN, 1.0), "found", "0, NaN, 1", shares),
    ];
    for (world, setter, value, expected) in cases {
        let Err(Error::Param(error)) = world.draw(0) else { panic!("{setter}({value})") };
        assert_eq!((error.setter, &*error.value, error.expected), (setter, value, expected));
    }
    let new = NetworkWorld::new;
    let cases: Vec<(NetworkWorld, &str, &str, &str)> = vec![
        (new().cities(2001), "cities", "2001", "from 1 to 2000 cities"),
        (new().density(1.5), "density", "1.5", "from 0 to 1"),
        (new().density(f64::NAN), "density", "NaN", "from 0 to 1"),
        (new().mean_weight(0.5), "mean_weight", "0.5", "from 1 to 1000000"),
        (new().covariate_node_share(-1.0), "covariate_node_share", "-1", share),
        (new().covariate_effect(0.0), "covariate_effect", "0", "from 0.001 to 1000"),
    ];
    for (world, setter, value, expected) in cases {
        let Err(Error::Param(error)) = world.draw(0) else { panic!("{setter}({value})") };
        assert_eq!((error.setter, &*error.value, error.expected), (setter, value, expected));
    }
}

#[test]
fn the_truth_can_be_written_down() {
    let world = LedgerWorld::new().cities(31).province_effect(2.5).rows_per_city(4.0).seed(9);
    let truth = serde_json::to_value(&world).expect("serialisable");
    assert_eq!(truth["cities"], 31);
    assert_eq!(truth["province_effect"], 2.5);
    assert_eq!(truth["volume"]["rows_per_city"], 4.0);
    assert_eq!(truth["seed"], 9);
    let truth = serde_json::to_value(NetworkWorld::new().covariate_effect(2.0)).expect("the same");
    assert_eq!(truth["covariate_effect"], 2.0);
}

/// Worlds at the edges of what is legal.
fn edges() -> Vec<(&'static str, LedgerWorld)> {
    let new = LedgerWorld::new;
    vec![
        ("default", new()),
        ("one city", new().cities(1).provinces(1).circles(1)),
        ("one city, no province", new().cities(1).provinces(0).huge_event(5)),
        ("two cities", new().cities(2).provinces(2)),
        ("no rows", new().rows(0).huge_event(3)),
        ("no rows by rate", new().rows_per_city(0.0)),
        ("no provinces", new().provinces(0).circles(5).province_effect(3.0)),
        ("a province for each", new().provinces(41).circles(41).circle_effect(9.0)),
        ("the delta", new().province_sizes(&[1, 13, 11, 16]).circles(12)),
        ("only platforms", new().layers(0.0, 0.0, 1.0).share_bilateral(0.0).max_parties(60)),
        ("one year, undated", new().years(0, 0).undated(1.0).found(0.0, 0.0, 1.0)),
        ("last year", new().years(9999, 9999).fade(9999, 10.0)),
        ("all extremes", new().activity_sd(5.0).distance_decay(10.0).province_effect(1e6)),
        ("the other extremes", new().province_effect(1e-6).circles(20).circle_effect(1e-6)),
        ("many at once", new().batch_size(1000.0).batch_overlap(0.0).huge_event(1000)),
    ]
}

#[test]
fn worlds_are_legal_regions() {
    for (name, world) in edges() {
        for number in 0..3 {
            let region = world.draw(number).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(region.warnings(), [], "{name}");
            let tables = region.to_tables();
            let files = tables.iter().map(|(file, text)| (*file, text.as_bytes()));
            assert_eq!(Region::from_tables(files).expect(name), region, "{name}");
            let network = region.network(&Projection::new()).expect(name);
            assert_eq!(network.cities().len(), region.cities().count(), "{name}");
            let mut ids = HashSet::new();
            let mut seen = |id: &str| assert!(ids.insert(id.to_owned()), "{name}: {id} twice");
            region.places().iter().for_each(|row| seen(&row.id));
            region.agreements().iter().for_each(|row| seen(&row.id));
            region.enclaves().iter().for_each(|row| seen(&row.id));
            region.platforms().iter().for_each(|row| seen(&row.id));
            region.circles().iter().for_each(|row| seen(&row.id));
        }
    }
}

#[test]
fn one_city_signs_alone_and_no_rows_make_none() {
    let alone = LedgerWorld::new().cities(1).provinces(0).draw(0).expect("a region");
    assert_eq!(alone.places().len(), 1);
    assert!(alone.borders().is_empty());
    assert!(alone.agreements().iter().all(|row| row.parties.len() == 1));
    assert!(alone.enclaves().iter().all(|row| row.home.is_some() && row.host.is_none()));
    let rows = |region: &Region| {
        region.agreements().len() + region.enclaves().len() + region.platforms().len()
    };
    assert_eq!(rows(&alone), 150);
    assert_eq!(rows(&LedgerWorld::new().rows(0).draw(0).expect("a region")), 0);
    let network = NetworkWorld::new().cities(1).provinces(1).draw(0).expect("a network");
    assert_eq!((network.adjacency.node_count(), network.adjacency.edge_count()), (1, 0));
    for (density, ties) in [(0.0, 0), (1.0, 41 * 40 / 2)] {
        let network = NetworkWorld::new().density(density).draw(0).expect("a network");
        assert_eq!(network.adjacency.edge_count(), ties);
    }
}

/// Whether cities hang together by borders between them.
fn is_connected(cities: &BTreeSet<u32>, borders: &[(u32, u32)]) -> bool {
    let mut reached: BTreeSet<u32> = cities.first().copied().into_iter().collect();
    loop {
        let before = reached.len();
        for &(a, b) in borders.iter().filter(|(a, b)| cities.contains(a) && cities.contains(b)) {
            if reached.contains(&a) || reached.contains(&b) {
                reached.extend([a, b]);
            }
        }
        if reached.len() == before {
            return reached.len() == cities.len();
        }
    }
}

fn groups(labels: &[u32]) -> Vec<BTreeSet<u32>> {
    let mut groups = BTreeMap::<u32, BTreeSet<u32>>::new();
    for (&label, city) in labels.iter().zip(0..) {
        groups.entry(label).or_default().insert(city);
    }
    groups.into_values().collect()
}

#[test]
fn provinces_and_circles_hang_together_and_have_their_sizes() {
    let sizes = [1, 13, 11, 16];
    for number in 0..100 {
        let world = NetworkWorld::new()
            .province_sizes(&sizes.map(|size| size as u32))
            .circles(13)
            .density(0.0);
        let network = world.draw(number).expect("a network");
        let provinces = groups(&network.provinces);
        assert_eq!(provinces.iter().map(BTreeSet::len).collect::<Vec<_>>(), sizes);
        let circles = groups(&network.circles);
        // By highest averages 13 circles for 1, 13, 11 and 16 are 1, 4, 3 and 5.
        let expected = [1, 4, 3, 3, 3, 4, 4, 3, 4, 3, 3, 3, 3];
        assert_eq!(circles.iter().map(BTreeSet::len).collect::<Vec<_>>(), expected);
        for group in provinces.iter().chain(&circles) {
            assert!(is_connected(group, &network.borders), "world {number}: {group:?}");
        }
        for circle in &circles {
            assert!(provinces.iter().any(|province| circle.is_subset(province)));
        }
        assert!(is_connected(&(0..41).collect(), &network.borders));
        assert!(network.borders.is_sorted() && network.borders.iter().all(|(a, b)| a < b));
    }
}

#[test]
fn borders_join_neighbours_in_space() {
    let embedded = datasets::yangtze_delta();
    let of_the_delta = embedded.borders().len() as f64 / 41.0;
    let world = LedgerWorld::new();
    let worlds = Seen::worlds(&world, 20).map(|seen| {
        let first = seen.region.places().len() - 41;
        let number = |place: conurbation::region::PlaceIndex| place.index() - first;
        let borders = seen.region.borders().iter().map(|row| (number(row.a), number(row.b)));
        let borders: BTreeSet<(usize, usize)> = borders.collect();
        for a in 0..41 {
            // The nearest city always is a neighbour.
            let others = (0..41).filter(|&b| b != a);
            let nearest = others.min_by(|&b, &c| seen.km(a, b).total_cmp(&seen.km(a, c)));
            let b = nearest.expect("others");
            assert!(borders.contains(&(a.min(b), a.max(b))), "{a} {b}");
        }
        let lengths = borders.iter().map(|&(a, b)| seen.km(a, b));
        assert!(lengths.fold(0.0, f64::max) < 300.0);
        borders.len() as f64 / 41.0
    });
    let mean = worlds.sum::<f64>() / 20.0;
    assert!((mean / of_the_delta - 1.0).abs() < 0.3, "{mean} for {of_the_delta}");
}

#[test]
fn places_look_like_those_of_the_embedded_regions() {
    let (mut logarithms, mut correlation) = (Vec::new(), Vec::new());
    for seen in Seen::worlds(&LedgerWorld::new().activity_sd(1.0), 60) {
        for place in &seen.places {
            let people = place.population.expect("people").ln() - 4.3e6_f64.ln();
            logarithms.push(people / 0.68);
            correlation.push(people / 0.68 * place.attributes["activity"].ln());
            assert!(place.gdp.is_some_and(|gdp| gdp > 0.0));
        }
        for place in seen.region.places().iter().filter(|place| place.level == Level::Province) {
            let capital = seen.places.iter().find(|city| Some(&city.id) == place.capital.as_ref());
            let capital = capital.expect("a capital");
            assert_eq!(capital.parent.as_ref(), Some(&place.id));
            let inside = seen.places.iter().filter(|city| city.parent == capital.parent);
            let most = inside.map(|city| city.population.expect("people")).fold(0.0, f64::max);
            assert!(capital.population.expect("people") >= most);
        }
    }
    assert_mean(&logarithms, 0.0, "log population");
    let squares: Vec<f64> = logarithms.iter().map(|x| x * x).collect();
    assert_mean(&squares, 1.0, "its variance");
    assert_mean(&correlation, 0.8, "its correlation with activity");
}

#[test]
fn sizes_of_rows_follow_their_shares() {
    let world = LedgerWorld::new().layers(1.0, 0.0, 0.0).max_parties(6).tail_exponent(2.0);
    let mut counts = [0; 7];
    for seen in Seen::worlds(&world.share_bilateral(0.6), 60) {
        for row in seen.agreements() {
            counts[row.len()] += 1;
            assert_eq!(row.iter().collect::<HashSet<_>>().len(), row.len(), "a party twice");
        }
    }
    let n = 60 * 150;
    assert_share(counts[2], n, 0.6, "two parties");
    let tail: f64 = (3..=6).map(|size| f64::from(size).powi(-2)).sum();
    for size in 3..=6 {
        let expected = 0.4 * f64::from(size).powi(-2) / tail;
        assert_share(counts[size as usize], n, expected, &format!("{size} parties"));
    }
}

#[test]
fn one_row_is_huge() {
    let world = LedgerWorld::new().layers(1.0, 0.0, 1.0).huge_event(20).max_parties(5);
    for seen in Seen::worlds(&world, 20) {
        let agreements = seen.region.agreements().iter().map(|row| row.parties.len());
        let platforms = seen.region.platforms().iter().map(|row| row.members.len());
        let large: Vec<usize> = agreements.chain(platforms).filter(|&size| size > 5).collect();
        assert_eq!(large, [20]);
    }
}

#[test]
fn layers_and_ways_of_finding_have_their_shares() {
    let world = LedgerWorld::new().layers(5.0, 3.0, 2.0).found(1.0, 1.0, 2.0).undated(0.2);
    let (mut layers, mut found, mut undated, n) = ([0; 3], [0; 3], 0, 40 * 150);
    for seen in Seen::worlds(&world, 40) {
        let region = &seen.region;
        let agreements = region.agreements().iter().map(|row| (&row.about, row.start));
        let enclaves = region.enclaves().iter().map(|row| (&row.about, row.start));
        let platforms = region.platforms().iter().map(|row| (&row.about, row.start));
        for (about, start) in agreements.chain(enclaves).chain(platforms) {
            let word = about.found.as_ref().expect("said").as_str();
            let at = ["study", "protocol", "extra"].iter().position(|&it| it == word);
            found[at.expect("a word")] += 1;
            assert_eq!(about.checked.expect("said").as_str() == "seed", word == "study");
            undated += usize::from(start.is_none());
        }
        layers[0] += region.agreements().len();
        layers[1] += region.enclaves().len();
        layers[2] += region.platforms().len();
        let network = region.network(&Projection::new().layers([Layer::Enclaves])).expect("ties");
        let mut ties = 0.0;
        network.adjacency().edges().for_each(|(_, _, weight)| ties += weight);
        assert_relative_eq!(ties, region.enclaves().len() as f64, epsilon = 1e-9);
    }
    for (count, expected) in layers.into_iter().zip([0.5, 0.3, 0.2]) {
        assert_share(count, n, expected, "layer");
    }
    for (count, expected) in found.into_iter().zip([0.25, 0.25, 0.5]) {
        assert_share(count, n, expected, "found");
    }
    assert_share(undated, n, 0.2, "undated");
}

#[test]
fn rates_make_the_same_process_at_any_size() {
    let rows = |world: &LedgerWorld| -> Vec<f64> {
        let count = |seen: Seen| {
            let region = seen.region;
            region.agreements().len() + region.enclaves().len() + region.platforms().len()
        };
        Seen::worlds(world, 150).map(|seen| count(seen) as f64).collect()
    };
    let variance = |values: &[f64]| {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (values.len() as f64 - 1.0)
    };
    let world = LedgerWorld::new().rows_per_city(3.0);
    for cities in [31, 41] {
        let rows = rows(&world.clone().cities(cities));
        let mean = 3.0 * f64::from(cities);
        assert_mean(&rows, mean, "rows");
        assert!((variance(&rows) / mean - 1.0).abs() < 0.5, "{}", variance(&rows));
    }
    // Ceremonies of b on average come in variance 2b - 1 times as large.
    let batches = rows(&world.clone().layers(1.0, 0.0, 0.0).batch_size(5.0));
    assert_mean(&batches, 123.0, "rows of ceremonies");
    assert!((variance(&batches) / 123.0 / 9.0 - 1.0).abs() < 0.5, "{}", variance(&batches));
    // From the sixth year of ten on at half the rate: three quarters of all.
    assert_mean(&rows(&world.fade(2019, 0.5)), 0.75 * 123.0, "rows that fade");
}

#[test]
fn nothing_is_planted_by_default() {
    let sizes = [5.0, 9.0, 7.0, 10.0];
    let world = LedgerWorld::new().province_sizes(&[5, 9, 7, 10]);
    let (mut within, mut pairs) = (Vec::new(), 0);
    let mut counts = [0_usize; 31];
    let mut distances = Vec::new();
    for seen in Seen::worlds(&world, 80) {
        let (mut same, mut all) = (0, 0);
        let mut near = 0.0;
        for row in seen.agreements() {
            for (nth, &a) in row.iter().enumerate() {
                counts[a] += 1;
                for &b in &row[nth + 1..] {
                    same += usize::from(seen.provinces[a] == seen.provinces[b]);
                    near += seen.km(a, b);
                    all += 1;
                }
            }
        }
        let cities = (0..31).flat_map(|a| (a + 1..31).map(move |b| (a, b)));
        let mean = cities.map(|(a, b)| seen.km(a, b)).sum::<f64>() / (31.0 * 15.0);
        within.push(same as f64 / all as f64);
        distances.push(near / all as f64 / mean);
        pairs += all;
    }
    let h = sizes.iter().map(|g| g * (g - 1.0)).sum::<f64>() / (31.0 * 30.0);
    assert_mean(&within, h, "pairs within provinces");
    assert_mean(&distances, 1.0, "distance over that of all pairs");
    let total: usize = counts.iter().sum();
    assert!(pairs > 10_000);
    for count in counts {
        // Parties of a row differ, so that counts vary less than shares would.
        assert_share(count, total, 1.0 / 31.0, "parties of a city");
    }
}

#[test]
fn further_parties_come_from_the_province_as_planted() {
    for effect in [0.25, 4.0] {
        let sizes = [5_u32, 9, 7, 10];
        let world = pairs().province_sizes(&sizes).province_effect(effect);
        let (mut same, mut all) = (0, 0);
        for seen in Seen::worlds(&world, 50) {
            for row in seen.agreements() {
                same += usize::from(seen.provinces[row[0]] == seen.provinces[row[1]]);
                all += 1;
            }
        }
        let inside = |g: f64| effect * (g - 1.0) / (effect * (g - 1.0) + 31.0 - g);
        let expected = sizes.iter().map(|&g| f64::from(g) / 31.0 * inside(f64::from(g)));
        assert_share(same, all, expected.sum(), "within");
    }
}

#[test]
fn circles_inside_provinces_draw_as_planted() {
    // Four provinces of nine, each of three circles of three.
    let world = pairs().cities(36).circles(12).province_effect(2.0).circle_effect(5.0);
    let (mut same, mut all) = ([0, 0], 0);
    for seen in Seen::worlds(&world, 50) {
        let region = &seen.region;
        assert_eq!(region.circles().len(), 4 + 12);
        let circle_of = |city: usize, small: bool| {
            let circles = region.circles().iter().filter(|it| it.parent.is_some() == small);
            let mut mine = circles.filter(|it| {
                let members = it.members.iter().map(|member| &region.place(member.place).id);
                members.into_iter().any(|id| *id == seen.places[city].id)
            });
            let id = mine.next().expect("a circle").id.clone();
            assert!(mine.next().is_none(), "in two circles");
            id
        };
        let of: Vec<_> =
            (0..36).map(|city| (circle_of(city, true), circle_of(city, false))).collect();
        for row in seen.agreements() {
            same[0] += usize::from(of[row[0]].0 == of[row[1]].0);
            same[1] += usize::from(of[row[0]].1 == of[row[1]].1);
            all += 1;
            assert_eq!(
                of[row[0]].1 == of[row[1]].1,
                seen.provinces[row[0]] == seen.provinces[row[1]]
            );
        }
    }
    // Odds: two in the circle at 10, six in the province at 2, 27 elsewhere at 1.
    let total = 2.0 * 10.0 + 6.0 * 2.0 + 27.0;
    assert_share(same[0], all, 20.0 / total, "within small circles");
    assert_share(same[1], all, 32.0 / total, "within middle circles");
}

#[test]
fn distance_keeps_parties_away_as_planted() {
    let world = pairs().distance_decay(1.5);
    let mut standardised = Vec::new();
    for seen in Seen::worlds(&world, 30) {
        for row in seen.agreements() {
            let others = (0..41).filter(|&b| b != row[0]).map(|b| seen.km(row[0], b));
            let weights: Vec<(f64, f64)> = others.map(|km| (km.powf(-1.5), km.ln())).collect();
            let total: f64 = weights.iter().map(|(weight, _)| weight).sum();
            let mean = weights.iter().map(|(weight, x)| weight * x).sum::<f64>() / total;
            standardised.push(seen.km(row[0], row[1]).ln() - mean);
        }
    }
    assert_mean(&standardised, 0.0, "log distance beyond what is planted");
}

#[test]
fn active_cities_sign_more_as_planted() {
    let variance = |world: &LedgerWorld| {
        let values = Seen::worlds(world, 20).map(|seen| {
            let network = seen.region.network(&Projection::new()).expect("a network");
            let graph = network.adjacency();
            let strengths: Vec<f64> =
                graph.nodes().map(|node| graph.weights(node).iter().sum()).collect();
            let mean = strengths.iter().sum::<f64>() / 41.0;
            strengths.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 40.0
        });
        values.sum::<f64>() / 20.0
    };
    assert!(variance(&LedgerWorld::new().activity_sd(1.0)) > 5.0 * variance(&LedgerWorld::new()));
    let (mut first, mut second, mut logarithms) = (Vec::new(), Vec::new(), Vec::new());
    for seen in Seen::worlds(&pairs().activity_sd(1.0), 40) {
        let activity: Vec<f64> = (0..41).map(|city| seen.activity(city)).collect();
        let total: f64 = activity.iter().sum();
        logarithms.extend(activity.iter().map(|a| a.ln()));
        let top = (0..41).max_by(|&a, &b| activity[a].total_cmp(&activity[b])).expect("cities");
        let is = |yes: bool| f64::from(u8::from(yes));
        for row in seen.agreements() {
            first.push(is(row[0] == top) - activity[top] / total);
            if row[0] != top {
                second.push(is(row[1] == top) - activity[top] / (total - activity[row[0]]));
            }
        }
    }
    assert_mean(&first, 0.0, "the most active city first");
    assert_mean(&second, 0.0, "the most active city second");
    assert_mean(&logarithms, 0.0, "log activity");
    let squares: Vec<f64> = logarithms.iter().map(|x| x * x).collect();
    assert_mean(&squares, 1.0, "variance of log activity");
}

#[test]
fn ceremonies_share_dates_and_hosts() {
    for (overlap, cities) in [(0.0, 10), (0.7, 10), (1.0, 10)] {
        let world = pairs().cities(cities).batch_size(4.0).batch_overlap(overlap).undated(0.1);
        let (mut ceremonies, mut rows, mut same, mut later) = (0, 0, 0, 0);
        for seen in Seen::worlds(&world.rows(400), 10) {
            let mut batches = BTreeMap::<String, Vec<(Option<Date>, usize)>>::new();
            for (row, parties) in seen.region.agreements().iter().zip(seen.agreements()) {
                rows += 1;
                match &row.batch {
                    None => ceremonies += 1,
                    Some(batch) => {
                        let batch = batches.entry(batch.to_string()).or_default();
                        batch.push((row.start, parties[0]));
                    }
                }
            }
            for batch in batches.values() {
                ceremonies += 1;
                assert!(batch.len() > 1);
                assert!(batch.iter().all(|(date, _)| *date == batch[0].0));
                same += batch[1..].iter().filter(|(_, first)| *first == batch[0].1).count();
                later += batch.len() - 1;
            }
        }
        // The number of ceremonies of a geometric size of mean 4 in `rows` rows, of which each
        // ends one with probability 1/4, the last of a world with certainty.
        assert_share(ceremonies - 10, rows - 10, 0.25, "ceremonies");
        if overlap < 1.0 {
            assert_share(same, later, overlap + (1.0 - overlap) * 0.1, "hosts");
        } else {
            assert_eq!(same, later);
        }
    }
}

#[test]
fn dates_are_even_but_for_the_fade() {
    let (mut late, mut first_quarter, mut dated) = (0, 0, 0);
    let world = LedgerWorld::new().years(2011, 2020).fade(2018, 0.25);
    let window: Date = "2011/2020".parse().expect("a date");
    let fade: Date = "2018/2020".parse().expect("a date");
    for seen in Seen::worlds(&world, 40) {
        let info = seen.region.info();
        assert_eq!(info.as_of.map(|date| date.to_string()).as_deref(), Some("2020-12-31"));
        let agreements = seen.region.agreements().iter().map(|row| row.start);
        let platforms = seen.region.platforms().iter().map(|row| row.start);
        let enclaves = seen.region.enclaves().iter().map(|row| row.start);
        for date in agreements.chain(platforms).chain(enclaves) {
            let date = date.expect("dated");
            assert!(date.is_within(window) && date.first() == date.last());
            dated += 1;
            late += usize::from(date.is_within(fade));
            first_quarter += usize::from(date.first().month() <= 3);
        }
    }
    assert_eq!(dated, 40 * 150);
    assert_share(late, dated, 0.75 / 7.75, "late");
    assert_share(first_quarter, dated, 90.25 / 365.25, "January to March");
}

/// The odds of all pairs as the documentation has them, brought to a mean chance.
fn chances(world: &Network, odds: impl Fn(usize, usize) -> f64, density: f64) -> Vec<Chance> {
    let n = world.positions.len();
    let all = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b)));
    let odds: Vec<(usize, usize, f64)> = all.map(|(a, b)| (a, b, odds(a, b))).collect();
    // Newton's steps on the logarithm of the factor, none longer than 1.
    let mut logarithm = 0.0_f64;
    for _ in 0..100 {
        let chance = odds.iter().map(|(.., o)| logarithm.exp() * o / (1.0 + logarithm.exp() * o));
        let (sum, slope) = chance.fold((0.0, 0.0), |(s, v), p| (s + p, v + p * (1.0 - p)));
        logarithm -= ((sum - density * odds.len() as f64) / slope).clamp(-1.0, 1.0);
    }
    let chance = |o: f64| logarithm.exp() * o / (1.0 + logarithm.exp() * o);
    odds.into_iter().map(|(a, b, o)| Chance { a, b, chance: chance(o) }).collect()
}

struct Chance {
    a: usize,
    b: usize,
    chance: f64,
}

/// How many standard errors the ties deviate from their chances in the direction of `z`.
fn deviation(worlds: &[(Network, Vec<Chance>)], z: impl Fn(&Network, usize, usize) -> f64) -> f64 {
    let (mut sum, mut variance) = (0.0, 0.0);
    for (world, chances) in worlds {
        for &Chance { a, b, chance } in chances {
            let tied = f64::from(u8::from(world.adjacency.weight(a as u32, b as u32).is_some()));
            let z = z(world, a, b);
            sum += (tied - chance) * z;
            variance += chance * (1.0 - chance) * z * z;
        }
    }
    // Where nothing varies, nothing deviates.
    sum / variance.max(f64::MIN_POSITIVE).sqrt()
}

/// A number for each two cities of a world.
type OfPair<'a> = &'a dyn Fn(&Network, usize, usize) -> f64;

#[test]
fn ties_have_the_chances_documented() {
    let world = NetworkWorld::new().cities(30).provinces(3).circles(9).density(0.25);
    let planted = world.clone().activity_sd(0.8).distance_decay(1.2).province_effect(2.0);
    let planted = planted.circle_effect(2.0).covariate_effect(1.5);
    let same = |labels: &[u32], a: usize, b: usize| f64::from(u8::from(labels[a] == labels[b]));
    let directions: [(&str, OfPair<'_>); 6] = [
        ("all", &|_, _, _| 1.0),
        ("province", &|world, a, b| same(&world.provinces, a, b)),
        ("circle", &|world, a, b| same(&world.circles, a, b)),
        ("distance", &|world, a, b| (world.distance_km(a as u32, b as u32) / 300.0).ln()),
        ("activity", &|world, a, b| (world.activity[a] * world.activity[b]).ln()),
        ("covariate", &|world, a, b| world.covariate[30 * a + b]),
    ];
    let odds = |world: &Network, a: usize, b: usize| {
        let km = world.distance_km(a as u32, b as u32);
        world.activity[a]
            * world.activity[b]
            * km.powf(-1.2)
            * 2.0_f64.powf(same(&world.provinces, a, b) + same(&world.circles, a, b))
            * 1.5_f64.powf(world.covariate[30 * a + b])
    };
    let draw = |world: &NetworkWorld, planted: bool| -> Vec<(Network, Vec<Chance>)> {
        let draw = |number| {
            let world = world.draw(number).expect("a network");
            let one = |a, b| if planted { odds(&world, a, b) } else { 1.0 };
            let chances = chances(&world, one, 0.25);
            (world, chances)
        };
        (0..60).map(draw).collect()
    };
    let (null, found) = (draw(&world, false), draw(&planted, true));
    for (name, direction) in directions {
        assert!(deviation(&null, direction).abs() < ERRORS, "null world, {name}");
        assert!(deviation(&found, direction).abs() < ERRORS, "planted world, {name}");
    }
    // The same ties are far from even chances.
    let even = draw(&planted, false);
    for (name, direction) in &directions[1..] {
        assert!(deviation(&even, direction).abs() > 3.0 * ERRORS, "planted {name} not seen");
    }
}

#[test]
fn weights_do_not_depend_on_the_pair() {
    let world = NetworkWorld::new().mean_weight(3.0).province_effect(5.0).distance_decay(1.0);
    let (mut within, mut between) = (Vec::new(), Vec::new());
    for number in 0..30 {
        let network = world.draw(number).expect("a network");
        for (a, b, weight) in network.adjacency.edges() {
            assert!(weight >= 1.0 && weight.fract().abs() < 1e-12);
            let same = network.provinces[a as usize] == network.provinces[b as usize];
            if same { within.push(weight) } else { between.push(weight) }
        }
    }
    assert_mean(&within, 3.0, "within");
    assert_mean(&between, 3.0, "between");
    let ones = NetworkWorld::new().draw(0).expect("a network");
    assert!(ones.adjacency.edges().all(|(.., weight)| (weight - 1.0).abs() < 1e-12));
}

#[test]
fn covariates_have_node_effects_of_their_share() {
    for share in [0.0, 0.5, 1.0] {
        let world = NetworkWorld::new().covariate_node_share(share).density(0.0);
        let (mut mean, mut variance, mut common, mut apart) = (vec![], vec![], vec![], vec![]);
        for number in 0..400 {
            let x = world.draw(number).expect("a network").covariate;
            let at = |a: usize, b: usize| x[41 * a + b];
            for a in 0..41 {
                assert_eq!(at(a, a).to_bits(), 0.0_f64.to_bits());
                assert!((0..41).all(|b| at(a, b).to_bits() == at(b, a).to_bits()));
            }
            mean.push(at(0, 1));
            variance.push(at(0, 1) * at(0, 1));
            common.push(at(0, 1) * at(0, 2));
            apart.push(at(0, 1) * at(2, 3));
        }
        assert_mean(&mean, 0.0, "mean");
        assert_mean(&variance, 1.0, "variance");
        assert_mean(&common, share / 2.0, "covariance of pairs with a city in common");
        assert_mean(&apart, 0.0, "covariance of other pairs");
    }
}

#[test]
fn distances_have_closed_forms() {
    let place = |longitude: f64, latitude: f64| Place {
        longitude: Some(longitude),
        latitude: Some(latitude),
        ..Place::default()
    };
    let km = |a: &Place, b: &Place| distance_km(a, b).expect("placed");
    let radius = 6371.0088;
    let quarter = radius * std::f64::consts::FRAC_PI_2;
    let degree = radius * std::f64::consts::PI / 180.0;
    assert_relative_eq!(km(&place(7.0, 0.0), &place(7.0, 90.0)), quarter, max_relative = 1e-12);
    assert_relative_eq!(km(&place(0.0, 0.0), &place(1.0, 0.0)), degree, max_relative = 1e-12);
    let over_the_edge = km(&place(179.5, 0.0), &place(-179.5, 0.0));
    assert_relative_eq!(over_the_edge, degree, max_relative = 1e-12);
    let antipodes = km(&place(30.0, 45.0), &place(-150.0, -45.0));
    assert_relative_eq!(antipodes, 2.0 * quarter, max_relative = 1e-9);
    // An octant is an equilateral triangle.
    let corners = [place(0.0, 0.0), place(90.0, 0.0), place(33.0, 90.0)];
    assert_relative_eq!(km(&corners[1], &corners[2]), quarter, max_relative = 1e-12);
    assert_relative_eq!(km(&corners[0], &corners[1]), quarter, max_relative = 1e-12);
    assert_eq!(km(&corners[1], &corners[1]).to_bits(), 0.0_f64.to_bits());
    assert_eq!(distance_km(&corners[0], &Place::default()), None);
    assert_eq!(distance_km(&Place { longitude: Some(1.0), ..Place::default() }, &corners[0]), None);
}

#[test]
fn distances_agree_with_other_formulas() {
    let rows: serde_json::Value =
        serde_json::from_str(include_str!("data/distances.json")).expect("JSON");
    for row in rows.as_array().expect("a list") {
        let place = |key: &str| Place {
            longitude: row[key][0].as_f64(),
            latitude: row[key][1].as_f64(),
            ..Place::default()
        };
        let (a, b) = (place("a"), place("b"));
        let km = distance_km(&a, &b).expect("placed");
        let (sphere, ellipsoid) = (row["sphere"].as_f64(), row["ellipsoid"].as_f64());
        // The formula loses digits only near antipodes: a metre of a half circle.
        let near_antipode = if km > 20_000.0 { 1e-3 } else { 1e-9 };
        let sphere = sphere.expect("a number");
        assert_relative_eq!(km, sphere, epsilon = near_antipode, max_relative = 1e-11);
        assert_relative_eq!(km, ellipsoid.expect("a number"), max_relative = 0.006);
        assert_eq!(distance_km(&b, &a).map(f64::to_bits), Some(km.to_bits()));
    }
}

#[test]
fn lfr_has_the_degrees_sizes_and_mixing_asked_for() -> Result<(), Error> {
    for mixing in [0.1, 0.3, 0.5, 0.7] {
        let lfr = Lfr::new().nodes(2000).mixing(mixing).seed(3);
        let planted = lfr.draw(1)?;
        assert_eq!(planted, lfr.draw(1)?);
        assert_ne!(planted, lfr.draw(2)?);
        let graph = &planted.adjacency;
        let degrees: Vec<f64> =
            graph.nodes().map(|city| graph.targets(city).len() as f64).collect();
        // In small dense communities a few of 20 000 ties find no pair left.
        assert!(planted.missing <= 200, "{}", planted.missing);
        let mean = degrees.iter().sum::<f64>() / 2000.0;
        assert!((mean - 20.0).abs() < 4.0 * 12.0 / 2000.0_f64.sqrt(), "{mean}");
        assert!(degrees.iter().all(|&degree| degree <= 50.0));
        assert!((planted.mixing() - mixing).abs() < 0.01, "{} {mixing}", planted.mixing());
        let mut sizes = BTreeMap::new();
        planted.communities().iter().for_each(|label| *sizes.entry(label).or_insert(0_u32) += 1);
        assert!(sizes.values().all(|size| (10..=50).contains(size)), "{sizes:?}");
        assert_eq!(sizes.values().sum::<u32>(), 2000);
        // Each city keeps its share, not only all together.
        let labels = planted.communities();
        for city in graph.nodes() {
            let own = labels[city as usize];
            let outside = graph.targets(city).iter().filter(|&&to| labels[to as usize] != own);
            let (outside, degree) = (outside.count() as f64, graph.targets(city).len() as f64);
            assert!((outside - mixing * degree).abs() <= 4.0, "{outside} of {degree}");
        }
    }
    Ok(())
}

#[test]
fn lfr_follows_its_power_laws() -> Result<(), Error> {
    // Sizes in proportion to 1/s from 10 to 50: their mean is 41 / Σ 1/s. The last community of a
    // network is cut, so a mean of many networks is compared with room for that.
    let harmonic: f64 = (10..=50).map(|size| 1.0 / f64::from(size)).sum();
    let mut counts = Vec::new();
    for world in 0..30 {
        let planted = Lfr::new().nodes(1500).degree_exponent(2.5).draw(world)?;
        counts.push(1500.0 / (f64::from(*planted.communities().iter().max().expect("one")) + 1.0));
    }
    let mean = counts.iter().sum::<f64>() / 30.0;
    assert!((mean - 41.0 / harmonic).abs() < 1.5, "{mean} {}", 41.0 / harmonic);
    // Degrees by k^-2 with mean 20 up to 50: the tail from 30 on has the share that the mixture of
    // the two laws of least degree 9 and 10 (means 18.8 and 20.1) gives.
    let law = |least: u32, what: &dyn Fn(f64) -> f64| {
        let weights = |k: u32| f64::from(k).powi(-2);
        let total: f64 = (least..=50).map(weights).sum();
        (least..=50).map(|k| weights(k) * what(f64::from(k))).sum::<f64>() / total
    };
    let least = (1..50).rev().find(|&least| law(least, &|k| k) <= 20.0).expect("a mean below 20");
    let (below, above) = (law(least, &|k| k), law(least + 1, &|k| k));
    let share = (20.0 - below) / (above - below);
    let tail = |k: f64| f64::from(u8::from(k >= 30.0));
    let expected = (1.0 - share) * law(least, &tail) + share * law(least + 1, &tail);
    let planted = Lfr::new().nodes(20_000).draw(0)?;
    let graph = &planted.adjacency;
    let high = graph.nodes().filter(|&city| graph.targets(city).len() >= 30).count();
    assert_share(high, 20_000, expected, "degrees from 30");
    Ok(())
}

#[test]
fn nested_partitions_have_the_ties_of_each_level() -> Result<(), Error> {
    let nested = NestedPartition::new().branching(&[3, 4]).size(20).mean_degree(12.0);
    let planted = nested.clone().shares(&[0.2, 0.3, 0.5]).draw(0)?;
    assert_eq!((planted.adjacency.node_count(), planted.missing), (240, 0));
    assert_eq!(planted.adjacency.edge_count(), 1440);
    let together = |level: usize| {
        let labels = &planted.levels[level];
        let same = |tie: &(u32, u32, f64)| labels[tie.0 as usize] == labels[tie.1 as usize];
        planted.adjacency.edges().filter(same).count()
    };
    // Ties of outer levels fall into circles by chance, too: 288 of the whole with a chance of
    // about 1/3, then those of a large circle with about 1/4.
    assert!((together(0) as f64 - (720.0 + 432.0 + 288.0 / 3.0)).abs() < 40.0, "{}", together(0));
    let inner = 720.0 + 432.0 / 4.0 + 288.0 / 12.0;
    assert!((together(1) as f64 - inner).abs() < 50.0, "{}", together(1));
    for (small, large) in planted.levels[1].iter().zip(&planted.levels[0]) {
        assert_eq!(small / 4, *large);
    }
    let uneven = nested.uneven_circles(true).uneven_cities(true).shares(&[0.2, 0.3, 0.5]);
    let planted = uneven.draw(1)?;
    let mut sizes = BTreeMap::new();
    planted.communities().iter().for_each(|label| *sizes.entry(label).or_insert(0_u32) += 1);
    assert!(sizes.values().all(|&size| size >= 5), "{sizes:?}");
    assert!(sizes.values().min() < sizes.values().max());
    let flat = NestedPartition::new().branching(&[]).shares(&[1.0]).size(50).mean_degree(4.0);
    assert_eq!(flat.draw(0)?.adjacency.edge_count(), 100);
    assert!(flat.draw(0)?.levels.is_empty());
    assert!(flat.clone().shares(&[0.5]).draw(0).is_err());
    assert!(flat.clone().branching(&[2]).draw(0).is_err());
    assert!(flat.branching(&[0]).shares(&[0.5, 0.5]).draw(0).is_err());
    Ok(())
}

#[test]
fn configuration_models_keep_degrees_and_favour_no_network() -> Result<(), Error> {
    let degrees = [7, 5, 5, 4, 3, 3, 2, 2, 2, 1];
    let model = ConfigurationModel::new(&degrees).seed(5);
    for world in 0..20 {
        let network = model.draw(world)?;
        assert!(
            network.nodes().zip(degrees).all(|(city, k)| network.targets(city).len() == k as usize)
        );
    }
    // Five cities of two partners each: twelve rings.
    let mut counts = BTreeMap::new();
    for world in 0..2400 {
        let ring = ConfigurationModel::new(&[2; 5]).draw(world)?;
        let ties: Vec<(u32, u32)> = ring.edges().map(|(a, b, _)| (a, b)).collect();
        *counts.entry(ties).or_insert(0_usize) += 1;
    }
    assert_eq!(counts.len(), 12);
    counts.values().for_each(|&count| assert_share(count, 2400, 1.0 / 12.0, "a ring"));
    // A star is the only network of its degrees.
    assert_eq!(ConfigurationModel::new(&[3, 1, 1, 1]).draw(4)?.edge_count(), 3);
    for impossible in [&[1][..], &[3, 3, 1, 1], &[2, 2]] {
        assert!(ConfigurationModel::new(impossible).draw(0).is_err(), "{impossible:?}");
    }
    assert_eq!(ConfigurationModel::new(&[]).draw(0)?.node_count(), 0);
    Ok(())
}

#[test]
fn power_laws_have_their_exponent() -> Result<(), Error> {
    let law = PowerLaw::new().nodes(4000).degrees(2, 60).exponent(2.5);
    let network = law.draw(0)?;
    assert_eq!(network, law.draw(0)?);
    let total: f64 = (2..=60).map(|k| f64::from(k).powf(-2.5)).sum();
    for k in [2_u32, 3, 5, 10] {
        let count = network.nodes().filter(|&city| network.targets(city).len() == k as usize);
        assert_share(count.count(), 4000, f64::from(k).powf(-2.5) / total, "a degree");
    }
    assert!(PowerLaw::new().degrees(3, 400).draw(0).is_err());
    assert!(PowerLaw::new().degrees(0, 4).draw(0).is_err());
    assert!(PowerLaw::new().exponent(f64::NAN).draw(0).is_err());
    Ok(())
}

#[test]
fn geometric_networks_tie_what_is_near_and_nothing_else() -> Result<(), Error> {
    for torus in [false, true] {
        for mean in [0.0, 1.0, 6.0, 60.0] {
            let network =
                RandomGeometric::new().nodes(200).mean_degree(mean).torus(torus).draw(7)?;
            let apart = |one: f64, other: f64| {
                let apart = (one - other).abs();
                if torus { apart.min(1.0 - apart) } else { apart }
            };
            for a in 0..200 {
                for b in a + 1..200 {
                    let (one, other) = (network.positions[a], network.positions[b]);
                    let (x, y) = (apart(one.0, other.0), apart(one.1, other.1));
                    let near = x.hypot(y) < network.radius;
                    let tied = network.adjacency.weight(a as u32, b as u32).is_some();
                    assert_eq!(near, tied, "{a} {b} {torus} {mean}");
                }
            }
        }
    }
    let mut means = Vec::new();
    for world in 0..40 {
        let network = RandomGeometric::new().nodes(300).mean_degree(9.0).torus(true).draw(world)?;
        means.push(network.adjacency.edge_count() as f64 / 150.0);
    }
    assert_mean(&means, 9.0, "mean degree on a torus");
    assert!(RandomGeometric::new().mean_degree(-1.0).draw(0).is_err());
    Ok(())
}

#[test]
fn communities_that_cannot_be_are_refused() {
    let message = |lfr: Lfr| lfr.draw(0).map(|_| ()).map_err(|error| error.to_string());
    let refused = message(Lfr::new().community_sizes(5, 20).mixing(0.1));
    let room = "community_sizes(5, 20) is out of range: room for cities with (1 − mixing) max_degree partners in their community";
    assert_eq!(refused, Err(room.to_owned()));
    for lfr in [
        Lfr::new().mixing(1.5),
        Lfr::new().mixing(f64::NAN),
        Lfr::new().nodes(3),
        Lfr::new().mean_degree(60.0),
        Lfr::new().max_degree(5000),
        Lfr::new().community_sizes(60, 50),
    ] {
        assert!(message(lfr).is_err());
    }
}
