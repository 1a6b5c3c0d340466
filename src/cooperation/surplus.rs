//! What two cities share beyond chance.
use super::cities::Cities;
use crate::nulls::{CurveballNull, Incidence};
use crate::statistics::benjamini_hochberg;
use crate::{Measured, Node, Result, Undefined, parallel};
use serde::Serialize;

/// What two cities share beyond chance.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Surplus {
    /// One city, by id.
    pub one: String,
    /// The other.
    pub other: String,
    /// The platforms they share.
    pub shared: usize,
    /// How many they would share by chance.
    pub expected: f64,
    /// By how many standard deviations more they share; undefined if chance leaves no choice.
    pub z: Measured,
    /// How often chance does as much, on either side.
    pub p: f64,
    /// The share of false discoveries among all pairs with as small a p.
    pub q: f64,
}

/// Each two cities, and how many platforms they share.
pub(super) fn pairs_of(table: &Incidence) -> impl Iterator<Item = (Node, Node, usize)> + '_ {
    let n = table.city_count() as Node;
    (0..n).flat_map(move |a| (a + 1..n).map(move |b| (a, b, table.shared(a, b))))
}

/// What each pair shares beyond chance.
pub(super) fn surplus(
    cities: &Cities<'_>,
    table: &Incidence,
    null: &CurveballNull,
) -> Result<Vec<Surplus>> {
    let observed: Vec<(Node, Node, usize)> = pairs_of(table).collect();
    let (replicates, watch) = (cities.inquiry.replicates, &cities.inquiry.watch);
    let block = [replicates, 64];
    let pairs = observed.len();
    // Sums, squares, and how often at least and at most as much.
    let sums = parallel::accumulate(
        block,
        4 * pairs,
        watch,
        || (),
        |replicate, (), sums| {
            let drawn = null.draw(replicate as u64);
            for (at, (_, _, shared)) in pairs_of(&drawn).enumerate() {
                let value = shared as f64;
                sums[4 * at] += value;
                sums[4 * at + 1] += value * value;
                sums[4 * at + 2] += f64::from(u8::from(shared >= observed[at].2));
                sums[4 * at + 3] += f64::from(u8::from(shared <= observed[at].2));
            }
        },
    )?;
    let draws = replicates as f64;
    let p: Vec<f64> = sums
        .chunks(4)
        .map(|sums| (2.0 * (1.0 + sums[2].min(sums[3])) / (draws + 1.0)).min(1.0))
        .collect();
    let q = benjamini_hochberg(&p)?;
    let each = observed.iter().enumerate().filter(|(_, pair)| pair.2 > 0);
    let id = |node: Node| cities.network.city(node).id.clone();
    let each = each.map(|(at, &(one, other, shared))| {
        let expected = sums[4 * at] / draws;
        let variance = (sums[4 * at + 1] / draws - expected * expected).max(0.0);
        let z = if variance > 1e-12 {
            Measured::Value((shared as f64 - expected) / variance.sqrt())
        } else {
            Measured::Undefined(Undefined::ZeroVariance)
        };
        let (one, other) = (id(one), id(other));
        Surplus { one, other, shared, expected, z, p: p[at], q: q[at] }
    });
    Ok(each.collect())
}
