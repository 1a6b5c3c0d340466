//! What a division tells of a network, less what it takes to tell the division.
use crate::structure::check_labels;
use crate::{Adjacency, Measured, Result, Undefined, sums};
use serde::Serialize;

/// Penalised likelihood: by how much a division into communities makes the network less surprising,
/// beyond what any division of that kind would.
///
/// Each community has a rate of its own at which its cities work together, and all pairs of cities of
/// different communities share one; all else is as strengths make it. The gain in log-likelihood over
/// the undivided network is `Σ_c E_c ln(E_c / K_c) + E_x ln(E_x / K_x)` nats, with `E_c` the ties within
/// a community, `E_x` those between, and `K` what strengths alone would make of each,
/// `Σ_{i≠j} s_i s_j` brought to the same total. From it is taken what it costs to say which division:
/// `ln n + ln C(n−1, k−1) + ln(n! / Π n_c!)` for `k` communities of `n_c` of the `n` cities that have
/// ties, and `½ ln E` for each rate. So unlike modularity it can be compared between resolutions: finer
/// divisions must earn their keep. Positive: there is more in the division than its description; that
/// takes strong communities where there are few cities, and negative values prove nothing there.
///
/// Weights count in units of `Σ w² / Σ w`, so that a hundred ties of weight 3 are as much evidence as a
/// hundred ties of weight 1; ties with oneself and cities without ties do not count. Without ties
/// undefined ([`Undefined::NoEdges`]), and with all ties of one city ([`Undefined::Vacuous`] if no two
/// cities could be tied otherwise). `O(n log n + m)`.
///
/// The likelihood is that of the degree-corrected planted partition, as in Karrer & Newman (2011),
/// *Phys. Rev. E* 83:016107, with one rate for each community; as a divergence of ties from strengths it
/// is that of Charpentier & Bonald (2019), *IJCAI*, for a tree of one level. The penalty counts
/// divisions as Peixoto (2017), *Phys. Rev. E* 95:012317 does, and rates by Schwarz (1978), *Annals of
/// Statistics* 6:461.
///
/// ```
/// use conurbation::{community::PenalizedLikelihood, synthetic::Lfr};
/// let planted = Lfr::new().nodes(500).draw(0)?;
/// let of_truth = PenalizedLikelihood::new(planted.communities()).run(&planted)?;
/// assert!(of_truth.value() > Some(1000.0));
/// assert_eq!(PenalizedLikelihood::new(&[0; 500]).run(&planted)?.value().map(|gain| gain < 0.0), Some(true));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PenalizedLikelihood {
    labels: Vec<u32>,
}

/// The ties of a community and what strengths would make of them.
#[derive(Debug, Clone, Copy, Default)]
struct Rate {
    cities: u64,
    ties: f64,
    sent: f64,
    received: f64,
    own: f64,
}

impl PenalizedLikelihood {
    /// Of this division: a label for each city, in order; any numbers.
    pub fn new(labels: &[u32]) -> Self {
        Self { labels: labels.to_vec() }
    }

    /// Computes the penalised likelihood, in nats.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if there is not one label for each city.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Measured> {
        let graph = graph.as_ref();
        check_labels("PenalizedLikelihood::new", &self.labels, graph)?;
        if graph.edge_count() == 0 {
            return Ok(Measured::Undefined(Undefined::NoEdges));
        }
        let canonical = super::Partition::new(&self.labels);
        Ok(score(graph, canonical.labels(), canonical.count()).into())
    }
}

/// The penalised likelihood of labels below `count`.
pub(super) fn score(graph: &Adjacency, labels: &[u32], count: usize) -> Result<f64, Undefined> {
    let unit = sums::unit(graph.nodes().flat_map(|node| graph.weights(node)).copied());
    let both = if graph.is_directed() { 1.0 } else { 2.0 };
    let mut rates = vec![Rate::default(); count];
    let (mut total, mut squares) = (Vec::new(), Vec::new());
    for city in graph.nodes() {
        let home = labels[city as usize];
        let (mut sent, mut inside) = (0.0, 0.0);
        for (to, weight) in graph.neighbours(city) {
            let weight = weight / unit;
            sent += weight;
            squares.push(weight * weight);
            inside += if labels[to as usize] == home { weight } else { 0.0 };
        }
        let received: f64 = graph.source_weights(city).iter().map(|weight| weight / unit).sum();
        let rate = &mut rates[home as usize];
        rate.cities += u64::from(sent + received > 0.0);
        rate.ties += inside;
        rate.sent += sent;
        rate.received += received;
        rate.own += sent * received;
        total.push(sent);
    }
    let (total, squares) = (sums::sum(total), sums::sum(squares));
    // Weights in units of what a tie weighs, as seen by a unit of weight; ties once.
    let tie = squares / total * both;
    let all = total / tie;
    rates.retain(|rate| rate.cities > 0);
    let pairs = |rate: &Rate| rate.sent * rate.received - rate.own;
    let possible = total * total - sums::sum(rates.iter().map(|rate| rate.own));
    if possible <= 0.0 {
        return Err(Undefined::Vacuous);
    }
    let gain =
        |ties: f64, expected: f64| if ties > 0.0 { ties * (ties / expected).ln() } else { 0.0 };
    let expected = |rate: &Rate| (all * pairs(rate) / possible).max(f64::MIN_POSITIVE);
    let within = sums::sum(rates.iter().map(|rate| gain(rate.ties / tie, expected(rate))));
    let inside = sums::sum(rates.iter().map(|rate| rate.ties / tie));
    let likely = sums::sum(rates.iter().map(expected));
    let between = gain((all - inside).max(0.0), (all - likely).max(f64::MIN_POSITIVE));
    let cities: u64 = rates.iter().map(|rate| rate.cities).sum();
    let (n, k) = (cities as usize, rates.len());
    let ln_factorial = LnFactorial::new(n);
    let choose = ln_factorial.of(n - 1) - ln_factorial.of(k - 1) - ln_factorial.of(n - k);
    let deal = sums::sum(rates.iter().map(|rate| -ln_factorial.of(rate.cities as usize)));
    let say = (n as f64).ln() + choose + ln_factorial.of(n) + deal;
    Ok(within + between - say - 0.5 * all.ln().max(0.0) * k as f64)
}

/// Logarithms of factorials up to a largest one.
struct LnFactorial(Vec<f64>);

impl LnFactorial {
    fn new(most: usize) -> Self {
        let mut sum = 0.0;
        let next = (1..=most).map(|factor| {
            sum += (factor as f64).ln();
            sum
        });
        Self(std::iter::once(0.0).chain(next).collect())
    }

    fn of(&self, n: usize) -> f64 {
        self.0[n]
    }
}
