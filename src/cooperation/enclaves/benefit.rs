//! Who has the benefit of enclaves.
use super::arcs::Footholds;
use crate::{Measured, Undefined, sums};
use serde::Serialize;

/// How the benefit of enclaves is shared between home and host.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Benefit {
    /// The mean of `1 - |2 b - 1|`, `b` being the share of the benefit that goes home: 1 if both
    /// sides have half, 0 if one has all.
    pub balance: Measured,
    /// The mean of `b` less the share of the investment that home brings: above 0 if home gets more
    /// than it brings.
    pub fairness: Measured,
    /// The mean of its size.
    pub unfairness: Measured,
    /// Enclaves of which no source says how the benefit is shared.
    pub shares_unknown: usize,
    /// Enclaves of which no source says that, or what home brings.
    pub investments_unknown: usize,
}

/// Shares known of fewer enclaves than this share say nothing of the others.
const LEAST_KNOWN: f64 = 0.3;

impl Benefit {
    pub(super) fn of(footholds: &Footholds<'_>) -> Self {
        let all = footholds.all.len();
        let shares: Vec<f64> = footholds.all.iter().filter_map(|(_, it)| it.home_share).collect();
        let surplus: Vec<f64> = footholds
            .all
            .iter()
            .filter_map(|(_, it)| Some(it.home_share? - it.home_investment?))
            .collect();
        let mean = |values: Vec<f64>| -> Measured {
            if all == 0 {
                return Measured::Undefined(Undefined::NoEvents);
            }
            if values.is_empty() || (values.len() as f64) < LEAST_KNOWN * all as f64 {
                return Measured::Undefined(Undefined::MissingData { n: all - values.len() });
            }
            let count = values.len() as f64;
            Measured::Value(sums::sum(values) / count)
        };
        Self {
            shares_unknown: all - shares.len(),
            investments_unknown: all - surplus.len(),
            balance: mean(shares.iter().map(|share| 1.0 - (2.0 * share - 1.0).abs()).collect()),
            unfairness: mean(surplus.iter().map(|it| it.abs()).collect()),
            fairness: mean(surplus),
        }
    }
}
