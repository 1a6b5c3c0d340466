//! Small ledgers made by hand, and what must hold of every comparison.
use conurbation::compare::{Difference, Scale, Verdict};
use conurbation::report::Names;
use conurbation::{Comparison, Measured, Region};
use std::collections::BTreeSet;

/// A ledger as the texts of its tables.
#[derive(Debug, Clone)]
pub(crate) struct Ledger(pub(crate) Vec<(String, String)>);

impl Ledger {
    /// A ledger of this id, known until the end of 2023, without any row.
    pub(crate) fn new(id: &str) -> Self {
        let mut ledger = Self(Vec::new());
        ledger.row("region", &["id", "name", "as_of"], &[id, id, "2023-12-31"]);
        ledger.0.push(("places.csv".to_owned(), format!("{}\n", PLACES.join(","))));
        ledger.0.push(("agreements.csv".to_owned(), format!("{}\n", AGREEMENTS.join(","))));
        ledger
    }

    /// Adds a row; a table begins with the header of its first row.
    pub(crate) fn row(&mut self, table: &str, header: &[&str], cells: &[&str]) -> &mut Self {
        let file = format!("{table}.csv");
        if !self.0.iter().any(|(name, _)| *name == file) {
            self.0.push((file.clone(), format!("{}\n", header.join(","))));
        }
        let (_, text) = self.0.iter_mut().find(|(name, _)| *name == file).expect("added");
        assert_eq!(text.lines().next(), Some(&*header.join(",")), "one header");
        text.push_str(&format!("{}\n", cells.join(",")));
        self
    }

    /// Adds a province.
    pub(crate) fn province(&mut self, id: &str) -> &mut Self {
        self.row("places", PLACES, &[id, id, "province", "", "", "", ""])
    }

    /// Adds a city, `parent` empty for none.
    pub(crate) fn city(&mut self, id: &str, parent: &str, population: &str) -> &mut Self {
        self.row("places", PLACES, &[id, id, "city", parent, "", "", population])
    }

    /// Adds cities `a`, `b`, … of two provinces in turn, each of two million people.
    pub(crate) fn cities(&mut self, cities: usize) -> &mut Self {
        self.province("P").province("Q");
        for city in 0..cities {
            self.city(&name(city), ["P", "Q"][city % 2], "2000000");
        }
        self
    }

    /// Adds an agreement of parties separated by `;`.
    pub(crate) fn agreement(&mut self, parties: &str, start: &str) -> &mut Self {
        self.agreement_of(parties, start, "", "")
    }

    /// Adds an agreement of a batch and weight.
    pub(crate) fn agreement_of(
        &mut self,
        parties: &str,
        start: &str,
        batch: &str,
        weight: &str,
    ) -> &mut Self {
        let id = format!("A{}", self.0.iter().map(|(_, text)| text.len()).sum::<usize>());
        self.row("agreements", AGREEMENTS, &[&id, parties, start, batch, weight])
    }

    pub(crate) fn region(&self) -> Region {
        let tables = self.0.iter().map(|(name, text)| (name.as_str(), text.as_bytes()));
        Region::from_tables(tables).unwrap_or_else(|error| panic!("{error}\n{self:?}"))
    }
}

const PLACES: &[&str] = &["id", "name", "level", "parent", "inside", "capital", "population"];
const AGREEMENTS: &[&str] = &["id", "parties", "start", "batch", "weight"];

/// The id of a city.
pub(crate) fn name(city: usize) -> String {
    format!("c{city:02}")
}

/// The false discovery rates of some p, by the definition: the smallest `m p / rank` among it and
/// all larger ones.
fn by_definition(p: &[f64]) -> Vec<f64> {
    let m = p.len() as f64;
    let rank = |of: f64| p.iter().filter(|&&p| p <= of).count() as f64;
    let q = |of: f64| {
        let larger = p.iter().filter(|&&p| p >= of);
        larger.map(|&p| m * p / rank(p)).fold(1.0, f64::min)
    };
    p.iter().map(|&p| q(p)).collect()
}

/// What must hold of every comparison, whatever the regions.
pub(crate) fn assert_sound(comparison: &Comparison, case: &str) {
    let shown = format!("{comparison:?}");
    for wrong in ["NaN", "(inf", "(-inf", ": inf", ": -inf"] {
        if let Some(at) = shown.find(wrong) {
            let before: Vec<char> = shown[..at].chars().rev().take(200).collect();
            panic!("{case}: {}{wrong}", before.into_iter().rev().collect::<String>());
        }
    }
    let json: serde_json::Value = serde_json::from_str(&comparison.to_json()).expect("JSON");
    assert_eq!(json["differences"].as_array().map(Vec::len), Some(comparison.differences().len()));
    for names in [Names::En, Names::Both] {
        let text = comparison.to_text(names);
        assert!(!text.contains("NaN") && !text.contains(" inf"), "{case}");
        assert!(!comparison.to_markdown(names).contains("NaN"), "{case}");
    }
    let tested: Vec<&Difference> =
        comparison.differences().iter().filter(|line| line.p.value().is_some()).collect();
    let p: Vec<f64> = tested.iter().filter_map(|line| line.p.value()).collect();
    for (line, expected) in tested.iter().zip(by_definition(&p)) {
        let q = line.q.value().expect("a line tested has a q");
        assert!((q - expected).abs() <= 1e-12 * expected, "{case}, {}: q {q}", line.quantity);
    }
    for line in comparison.differences() {
        assert_line(line, p.len(), &format!("{case}, {}", line.quantity));
    }
    for rate in comparison.rates() {
        assert!(rate.signings + rate.undated <= rate.all, "{case}: {rate:?}");
    }
}

fn assert_line(line: &Difference, tested: usize, case: &str) {
    assert_eq!(line.tested, tested, "{case}");
    assert!(!line.because.is_empty(), "{case}: no reason");
    let text = format!("{} {}", line.because, line.decided_by.clone().unwrap_or_default());
    assert!(!text.contains("NaN") && !text.contains("inf "), "{case}: {text}");
    match (line.p, line.attainable) {
        (Measured::Value(p), Measured::Value(least)) => {
            assert!(0.0 < least && least <= 0.05, "{case}: attainable {least}");
            assert!(least <= p && p <= 1.0, "{case}: p {p}, attainable {least}");
            assert!(line.q.value().is_some_and(|q| p <= q && q <= 1.0), "{case}");
            assert!(line.effect.value().is_some(), "{case}");
        }
        (Measured::Value(p), none) => panic!("{case}: p {p} but {none:?}"),
        (Measured::Undefined(reason), _) => {
            assert_eq!(line.q.undefined(), Some(reason), "{case}");
            assert_eq!(line.verdict, Verdict::CannotBeDecided, "{case}");
        }
    }
    let neutral = if line.scale == Scale::Ratio { 1.0 } else { 0.0 };
    if let (Measured::Value(effect), Measured::Value(interval)) = (line.effect, line.interval) {
        assert!(interval.low <= effect && effect <= interval.high, "{case}");
        if line.scale == Scale::Difference && line.p.value().is_some() {
            let outside = neutral < interval.low || interval.high < neutral;
            let p = line.p.value().unwrap_or(1.0);
            assert!((p <= 0.05) == outside || (p - 0.05).abs() < 1e-9, "{case}: {p} {interval:?}");
        }
    }
    if line.verdict != Verdict::CannotBeDecided {
        let q = line.q.value().expect("decided lines are tested");
        assert!(q <= 0.05, "{case}: q {q}");
        let same = line
            .raw
            .value()
            .zip(line.effect.value())
            .map(|(raw, effect)| (raw - neutral) * (effect - neutral) >= 0.0);
        assert_eq!(same == Some(false), line.verdict == Verdict::Contradicted, "{case}");
    }
    let names: BTreeSet<&str> = line.choices.iter().map(|choice| choice.name.as_str()).collect();
    assert_eq!(names.len(), line.choices.len(), "{case}: {names:?}");
    for choice in &line.choices {
        assert!(choice.p.value().is_none_or(|p| 0.0 < p && p <= 1.0), "{case}: {choice:?}");
    }
}
