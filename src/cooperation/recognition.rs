//! Mutual recognition, standards, courts (互认、标准、司法协作), and how much they are used.
use super::cities::Cities;
use super::members::Members;
use super::{Finding, Inquiry};
use crate::region::{PlatformKind, RowRef, Table};
use crate::statistics::Proportion;
use crate::{Measured, Node, Region, Result, Undefined};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Recognition: whether cities recognise each other's papers, share standards and courts, and use
/// what they share.
///
/// * *Reciprocity*: `Σ min(w_ij, w_ji) / Σ w_ij`, `w_ij` being the platforms of mutual recognition in
///   which `j` accepts what `i` issues; 1 if all is returned. A plain member does both, so it falls
///   below 1 only where the ledger says who issues and who accepts; of plain members alone it is
///   [`Undefined::MissingData`], not 1.
/// * *Harmonisation* `H = Σ_d pairs that share a standard in d / (D n (n - 1) / 2)` over the `D` domains
///   that the region declares, from 0 to 1; and the same of judicial platforms over pairs.
/// * *Use*: users by those who might use it, from observations whose `what` is `users` and `eligible`
///   about one platform and date, added up over platforms; likewise vouchers `redeemed` and
///   `issued`. With the interval of Wilson.
///
/// All describe; chance has no say in them. Undefined without such platforms
/// ([`Undefined::NoEvents`]), with a single one ([`Undefined::TooFewUnits`]), without named members,
/// declared domains or both observations ([`Undefined::MissingData`]), below two cities
/// ([`Undefined::TooFewCities`]). What tells domains
/// of a platform is its column `domain`.
///
/// Squartini, Picciolo, Ruzzenenti & Garlaschelli (2013), *Scientific Reports* 3:2729.
///
/// ```
/// use conurbation::{Undefined, cooperation::{Inquiry, Recognition}, datasets};
/// let asked = Recognition::new().run(&datasets::middle_yangtze(), &Inquiry::new())?;
/// // No source says how many might use what is recognised.
/// assert!(matches!(asked.use_of_eligible.value.undefined(), Some(Undefined::MissingData { .. })));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Recognition {}

/// What is recognised, harmonised and used.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RecognitionResult {
    /// What share of recognition is returned.
    pub reciprocity: Finding,
    /// The share of pairs that share a standard, over all domains.
    pub harmonisation: Finding,
    /// The share of pairs whose courts or prosecutors work together.
    pub judicial: Finding,
    /// Users by those who might use it.
    pub use_of_eligible: Finding,
    /// Vouchers redeemed by those issued.
    pub vouchers: Finding,
    /// Of each domain, the share of pairs that share a standard.
    pub by_domain: BTreeMap<String, f64>,
}

const ROLES: &str = "who issues and who accepts on each platform of recognition (column `role`)";
const STANDARDS: &str = "the cities under each standard, and the domains looked for";
const COURTS: &str = "the cities whose courts or prosecutors take part in each agreement";
const USERS: &str = "observations `users` and `eligible` of one date about each platform";
const VOUCHERS: &str = "observations `redeemed` and `issued` of one date about each platform";

impl Recognition {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Looks at recognition, standards, courts and use in a region.
    ///
    /// # Errors
    /// As [`Inquiry::ask`].
    pub fn run(&self, region: &Region, inquiry: &Inquiry) -> Result<RecognitionResult> {
        let cities = Cities::of(region, inquiry)?;
        let of = |kind| Members::of(&cities, Some(&BTreeSet::from([kind])));
        let none = Undefined::NoTest { why: "it describes: chance has no say in it" };
        let finding = |quantity, meaning, members: &Members, needs| {
            Finding::new(quantity, meaning, region, none)
                .rows(region, members.rows(), members.platforms.len())
                .decided_by(needs)
        };
        let recognised = of(PlatformKind::Recognition);
        let (standards, courts) = (of(PlatformKind::Standard), of(PlatformKind::Judicial));
        let (h, by_domain) = harmonisation(&cities, &standards);
        let nobody = Members { platforms: Vec::new() };
        let observed = |quantity, meaning, part, whole, needs| -> Result<Finding> {
            let (value, interval, rows) = share_of(region, inquiry, part, whole)?;
            let units = rows.len() / 2;
            let finding = finding(quantity, meaning, &nobody, needs).rows(region, rows, units);
            let finding = finding.value(value);
            Ok(match interval {
                Some(interval) => finding.interval(interval),
                None => finding,
            })
        };
        Ok(RecognitionResult {
            reciprocity: finding(
                "recognition-reciprocity",
                "share of recognition that is returned",
                &recognised,
                ROLES,
            )
            .value(Measured::from(reciprocity(&recognised))),
            harmonisation: finding(
                "harmonisation",
                "share of pairs that share a standard, over domains",
                &standards,
                STANDARDS,
            )
            .value(Measured::from(h)),
            judicial: finding(
                "judicial-linkage",
                "share of pairs whose courts work together",
                &courts,
                COURTS,
            )
            .value(Measured::from(share_of_pairs(&cities, &courts, |_| true))),
            use_of_eligible: observed(
                "use-of-eligible",
                "users by those who might use it",
                "users",
                "eligible",
                USERS,
            )?,
            vouchers: observed(
                "vouchers-redeemed",
                "vouchers redeemed by those issued",
                "redeemed",
                "issued",
                VOUCHERS,
            )?,
            by_domain,
        })
    }
}

impl RecognitionResult {
    /// All that was found.
    pub fn findings(self) -> Vec<Finding> {
        vec![
            self.reciprocity,
            self.harmonisation,
            self.judicial,
            self.use_of_eligible,
            self.vouchers,
        ]
    }
}

/// The question, asked of a region.
pub(super) fn findings(region: &Region, inquiry: &Inquiry) -> Result<Vec<Finding>> {
    Ok(Recognition::new().run(region, inquiry)?.findings())
}

/// Why a table of members says nothing, if so.
fn named(members: &Members) -> Result<(), Undefined> {
    if members.platforms.is_empty() {
        return Err(Undefined::NoEvents);
    }
    if members.platforms.iter().all(|platform| platform.cities.len() < 2) {
        return Err(Undefined::MissingData { n: members.platforms.len() });
    }
    if members.platforms.len() < 2 {
        return Err(Undefined::TooFewUnits { need: 2 });
    }
    Ok(())
}

fn reciprocity(members: &Members) -> Result<f64, Undefined> {
    named(members)?;
    let mut weights: BTreeMap<(Node, Node), f64> = BTreeMap::new();
    let mut one_sided = false;
    for platform in &members.platforms {
        for &(issuer, gives) in &platform.cities {
            one_sided |= gives.gives != gives.takes;
            for &(acceptor, takes) in &platform.cities {
                if issuer != acceptor && gives.gives && takes.takes {
                    *weights.entry((issuer, acceptor)).or_default() += 1.0;
                }
            }
        }
    }
    if !one_sided {
        return Err(Undefined::MissingData { n: members.platforms.len() });
    }
    let total: f64 = weights.values().sum();
    if total <= 0.0 {
        return Err(Undefined::NoEdges);
    }
    let back = |&(a, b): &(Node, Node)| weights.get(&(b, a)).copied().unwrap_or(0.0);
    Ok(weights.iter().map(|(pair, weight)| weight.min(back(pair))).sum::<f64>() / total)
}

/// The share of pairs of cities that share a platform that is meant.
fn share_of_pairs(
    cities: &Cities<'_>,
    members: &Members,
    meant: impl Fn(RowRef) -> bool,
) -> Result<f64, Undefined> {
    let n = cities.count() as f64;
    if n < 2.0 {
        return Err(Undefined::TooFewCities { need: 2 });
    }
    named(members)?;
    let mut pairs = BTreeSet::new();
    for platform in members.platforms.iter().filter(|platform| meant(platform.row)) {
        for (nth, &(a, _)) in platform.cities.iter().enumerate() {
            pairs.extend(platform.cities[nth + 1..].iter().map(|&(b, _)| (a, b)));
        }
    }
    Ok(pairs.len() as f64 / (n * (n - 1.0) / 2.0))
}

fn harmonisation(
    cities: &Cities<'_>,
    standards: &Members,
) -> (Result<f64, Undefined>, BTreeMap<String, f64>) {
    let region = cities.region;
    let declared = region.info().domains.iter();
    let declared: BTreeSet<&str> = declared
        .flat_map(|domains| {
            let field = domains.words.is_empty().then_some(&*domains.field);
            field.into_iter().chain(domains.words.iter().map(|word| &**word))
        })
        .collect();
    let share = |domain: &str| {
        let of = |row: RowRef| {
            let mut domains = region.platforms()[row.index as usize].domains.iter();
            domains.any(|it| &**it == domain)
        };
        share_of_pairs(cities, standards, of)
    };
    let shares: Result<BTreeMap<String, f64>, Undefined> =
        declared.iter().map(|&domain| Ok((domain.to_owned(), share(domain)?))).collect();
    match shares {
        Err(reason) => (Err(reason), BTreeMap::new()),
        Ok(shares) if shares.is_empty() => {
            let reason = named(standards).err().unwrap_or(Undefined::MissingData { n: 1 });
            (Err(reason), shares)
        }
        Ok(shares) => (Ok(shares.values().sum::<f64>() / shares.len() as f64), shares),
    }
}

/// What was counted, and the row that says so.
type Counted = Option<(f64, RowRef)>;
type Use = (Measured, Option<Measured<crate::statistics::Interval>>, Vec<RowRef>);

/// The sum of one kind of observation over the sum of another, of the same platforms and dates.
fn share_of(region: &Region, inquiry: &Inquiry, part: &str, whole: &str) -> Result<Use> {
    let projection = &inquiry.projection;
    let mut found: BTreeMap<(&str, String), [Counted; 2]> = BTreeMap::new();
    for (index, row) in (0..).zip(region.observations()) {
        let platform = region.find(Table::Platforms, &row.of).is_some();
        let chosen = projection.is_checked(&row.about) && projection.is_found(&row.about);
        let side = [part, whole].iter().position(|what| **what == *row.what);
        if let (true, true, Some(side)) = (platform, chosen, side) {
            let date = row.date.map_or(String::new(), |date| date.to_string());
            let row_ref = RowRef { table: Table::Observations, index };
            let slot = &mut found.entry((&row.of, date)).or_default()[side];
            // Of two counts of the same the larger is the later.
            if slot.is_none_or(|(known, _)| known < row.value) {
                *slot = Some((row.value, row_ref));
            }
        }
    }
    let (mut sums, mut rows) = ([0.0; 2], Vec::new());
    for pair in found.values() {
        if let [Some((users, row)), Some((all, other))] = pair {
            sums = [sums[0] + users, sums[1] + all];
            rows.extend([*row, *other]);
        }
    }
    if rows.is_empty() {
        let missing = Undefined::MissingData { n: region.platforms().len().max(1) };
        return Ok((Measured::Undefined(missing), None, rows));
    }
    let [part, whole] = sums;
    if !(part >= 0.0 && whole > 0.0 && part <= whole) {
        let broken = Undefined::Assumption {
            broken: "more use it than might",
            instead: "counts of the same people",
        };
        return Ok((Measured::Undefined(broken), None, rows));
    }
    let whole_numbers = part.fract().abs() <= 0.0 && whole.fract().abs() <= 0.0 && whole < 1e15;
    let interval = if whole_numbers {
        Some(Proportion::new(part as u64, whole as u64).wilson()?)
    } else {
        None
    };
    Ok((Measured::Value(part / whole), interval, rows))
}
