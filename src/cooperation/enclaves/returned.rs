//! Whether enclaves go both ways (飞来飞去).
use super::arcs::{Foothold, Footholds};
use crate::cooperation::{Inquiry, Tails};
use crate::nulls::DegreePreserving;
use crate::region::EnclaveKind;
use crate::statistics::{Interval, Proportion};
use crate::structure::Reciprocity;
use crate::{Adjacency, Measured, Result, Undefined, parallel};
use serde::Serialize;

/// Whether cities have enclaves in each other.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Returned {
    /// Ordered pairs of home and host.
    pub arcs: usize,
    /// Pairs of cities with an enclave either way.
    pub pairs: usize,
    /// Pairs with enclaves both ways.
    pub mutual: usize,
    /// Pairs with enclaves of different kinds either way.
    pub mutual_of_two_kinds: usize,
    /// The share of arcs that are returned.
    pub share: Measured,
    /// The same, set against chance: Garlaschelli and Loffredo's `ρ`.
    pub correlation: Measured,
    /// The interval of `ρ`, from that of Clopper and Pearson for the share of pairs that are mutual.
    pub interval: Measured<Interval>,
    /// How often chance returns as many, every city keeping its numbers of homes and hosts.
    pub tails: Measured<Tails>,
    /// The share of enclaves that are returned, several of one pair counted.
    pub weighted: Measured,
    /// The share of pairs with enclaves of different kinds either way, and its interval.
    pub cross_kind: Measured<Interval>,
    /// How often chance makes as many, kinds dealt anew as well.
    pub cross_kind_tails: Measured<Tails>,
}

const KEPT: &str = "every city keeps its numbers of enclaves abroad and at home";

impl Returned {
    pub(super) fn of(footholds: &Footholds<'_>, inquiry: &Inquiry) -> Result<Self> {
        // The kinds of an arc as a weight, so that redrawn arcs carry kinds along.
        let kinds = footholds.arcs(|it| f64::from(kinds(it)))?;
        let counted = footholds
            .arcs(|it| it.iter().map(|it| f64::from(it.enclave.count.unwrap_or(1).max(1))).sum())?;
        let reciprocity = Reciprocity::new();
        let (mutual, of_two_kinds) = both_ways(&kinds);
        let arcs = kinds.edge_count();
        let pairs = arcs - mutual;
        let (correlation, tails, cross_kind_tails) = (
            reciprocity.correlation(&kinds)?,
            null(&kinds, inquiry)?,
            null_of_kinds(&kinds, inquiry)?,
        );
        let share = Proportion::new(mutual as u64, pairs as u64).clopper_pearson()?;
        let n = footholds.cities.len() as f64;
        let density = arcs as f64 / (n * (n - 1.0));
        // Of pairs of which a share `s` is mutual, `2 s / (1 + s)` of the arcs are returned.
        let of = |share: f64| (2.0 * share / (1.0 + share) - density) / (1.0 - density);
        let interval = correlation.and_then(|estimate| {
            share.map(|it| Interval { estimate, low: of(it.low), high: of(it.high), ..it })
        });
        let two = Proportion::new(of_two_kinds as u64, pairs as u64).clopper_pearson()?;
        let cross_kind = match two.undefined() {
            Some(_) => Measured::Undefined(Undefined::NoEdges),
            None => two,
        };
        Ok(Self {
            arcs,
            pairs,
            mutual,
            mutual_of_two_kinds: of_two_kinds,
            share: reciprocity.run(&kinds)?,
            correlation,
            interval,
            tails,
            weighted: reciprocity.weighted(&counted)?,
            cross_kind,
            cross_kind_tails,
        })
    }
}

/// The kinds of some enclaves, one bit each; of kind `other` none, but the arc is still one.
fn kinds(footholds: &[Foothold<'_>]) -> u32 {
    footholds.iter().fold(1, |bits, it| {
        bits | match it.enclave.kind {
            EnclaveKind::Industry => 2,
            EnclaveKind::SciTech => 4,
            EnclaveKind::Talent => 8,
            EnclaveKind::Institution => 16,
            EnclaveKind::Other => 0,
        }
    })
}

/// Whether enclaves of two cities in each other are of kinds that differ either way.
pub(in crate::cooperation) fn are_of_two_kinds(
    there: &[Foothold<'_>],
    back: &[Foothold<'_>],
) -> bool {
    differ(kinds(there), kinds(back))
}

/// Whether some kind goes there while another comes back.
fn differ(there: u32, back: u32) -> bool {
    let (there, back) = (there & !1, back & !1);
    there != 0 && back != 0 && (there | back).count_ones() > 1
}

/// The pairs with arcs both ways, and with kinds that differ either way.
fn both_ways(arcs: &Adjacency) -> (usize, usize) {
    let (mut mutual, mut of_two_kinds) = (0, 0);
    for (from, to, there) in arcs.edges().filter(|&(from, to, _)| from < to) {
        if let Some(back) = arcs.weight(to, from) {
            mutual += 1;
            of_two_kinds += usize::from(differ(there as u32, back as u32));
        }
    }
    (mutual, of_two_kinds)
}

fn null(arcs: &Adjacency, inquiry: &Inquiry) -> Result<Measured<Tails>> {
    tails(arcs, inquiry, KEPT, |arcs| both_ways(arcs).0)
}

fn null_of_kinds(arcs: &Adjacency, inquiry: &Inquiry) -> Result<Measured<Tails>> {
    tails(arcs, inquiry, "as before, and kinds fall on enclaves by chance", |arcs| {
        both_ways(arcs).1
    })
}

fn tails(
    arcs: &Adjacency,
    inquiry: &Inquiry,
    what: &'static str,
    count: impl Fn(&Adjacency) -> usize + Sync + Send,
) -> Result<Measured<Tails>> {
    let null = match DegreePreserving::new().seed(inquiry.seed).prepare(arcs)? {
        Measured::Value(null) => null,
        Measured::Undefined(reason) => return Ok(Measured::Undefined(reason)),
    };
    let observed = count(arcs);
    let drawn = parallel::map(
        inquiry.replicates,
        &inquiry.watch,
        || (),
        |replicate, ()| count(&null.draw(replicate as u64).adjacency),
    )?;
    let of = |extreme: &dyn Fn(usize) -> bool| {
        let extreme = drawn.iter().filter(|it| extreme(**it)).count();
        (extreme + 1) as f64 / (drawn.len() + 1) as f64
    };
    if drawn.iter().all(|it| *it == observed) {
        return Ok(Measured::Undefined(Undefined::ZeroVariance));
    }
    let (greater, less) = (of(&|it| it >= observed), of(&|it| it <= observed));
    Ok(Measured::Value(Tails::new(greater, less, 1.0 / (drawn.len() + 1) as f64, what)))
}
