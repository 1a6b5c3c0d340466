//! Whether two networks differ in a number.
use super::{Sample, VertexBootstrap, VertexBootstrapResult};
use crate::statistics::student_t_two_sided;
use crate::{Adjacency, Measured, Result, Undefined, Watch, sums};
use serde::Serialize;

/// The difference of two networks in a number, with the error that other cities would have made.
///
/// `t = (d₁ − d₂) / √(se₁² + se₂²)` with the standard errors of the
/// [`VertexBootstrap`] of each, and a two-sided p by Student's distribution with the degrees of
/// freedom of Welch and Satterthwaite, a network of `n` cities having `n − 1`. The number must
/// mean the same in networks of both sizes: take a [`Rarefaction`](super::Rarefaction) or an
/// excess over chance where it depends on size. Ties that came of events need the error of the
/// events too: [`CompareRegions`](crate::CompareRegions) has both.
///
/// Undefined if the number is undefined on one of them, or varies on neither
/// ([`Undefined::ZeroVariance`]); on one it may be fixed, and has an error of 0 there.
/// `O(replicates)` times the cost of both.
///
/// Snijders and Borgatti (1999), *Connections* 22:61; Welch (1947), *Biometrika* 34:28.
///
/// ```
/// use conurbation::{Adjacency, structure::Density, uncertainty::NetworkDifference};
/// let ring = Adjacency::from_edges(9, (0..9).map(|city| (city, (city + 1) % 9, 1.0)))?;
/// let star = Adjacency::from_edges(9, (1..9).map(|city| (0, city, 1.0)))?;
/// let density = |sample: &_| Density::new().run(sample);
/// let difference = NetworkDifference::new()
///     .run(&ring, &star, |sample| density(&sample.adjacency))?
///     .value()
///     .expect("density varies");
/// assert!(difference.p > 0.05);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct NetworkDifference {
    bootstrap: VertexBootstrap,
}

/// The difference of two networks.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DifferenceResult {
    /// The number of the first less that of the second.
    pub difference: f64,
    /// Its standard error.
    pub se: f64,
    /// The difference over its error.
    pub t: f64,
    /// The degrees of freedom.
    pub df: f64,
    /// How likely so large a difference is, either way, if there is none.
    pub p: f64,
    /// The first network.
    pub first: VertexBootstrapResult,
    /// The second.
    pub second: VertexBootstrapResult,
}

impl NetworkDifference {
    /// 2000 replicates.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the number of replicates, at least 2.
    pub fn replicates(mut self, replicates: usize) -> Self {
        self.bootstrap = self.bootstrap.replicates(replicates);
        self
    }

    /// Sets the seed.
    pub fn seed(mut self, seed: u64) -> Self {
        self.bootstrap = self.bootstrap.seed(seed);
        self
    }

    /// Watches the work.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.bootstrap = self.bootstrap.watch(watch);
        self
    }

    /// The difference of the first network and the second.
    ///
    /// # Errors
    /// Those of [`VertexBootstrap::run`].
    pub fn run(
        &self,
        first: impl AsRef<Adjacency>,
        second: impl AsRef<Adjacency>,
        measure: impl Fn(&Sample) -> Result<Measured> + Sync,
    ) -> Result<Measured<DifferenceResult>> {
        let (first, second) = (first.as_ref(), second.as_ref());
        let a = self.bootstrap.spread(first, &measure)?;
        let b = self.bootstrap.spread(second, &measure)?;
        let (a, b) = match (a, b) {
            (Measured::Value(a), Measured::Value(b)) => (a, b),
            (Measured::Undefined(reason), _) | (_, Measured::Undefined(reason)) => {
                return Ok(Measured::Undefined(reason));
            }
        };
        let parts = [(a.se, first.node_count() - 1), (b.se, second.node_count() - 1)];
        let parts = parts.map(|(se, df)| (se, df as f64));
        let Some((se, df)) = welch(&parts) else {
            return Ok(Measured::Undefined(Undefined::ZeroVariance));
        };
        let difference = a.estimate - b.estimate;
        let t = difference / se;
        let p = student_t_two_sided(t, df);
        Ok(Measured::Value(DifferenceResult { difference, se, t, df, p, first: a, second: b }))
    }
}

/// The error of a sum of independent parts, each with its own error and degrees of freedom, and
/// the degrees of freedom of the sum (Welch 1947); none if no part varies.
pub(crate) fn welch(parts: &[(f64, f64)]) -> Option<(f64, f64)> {
    // In this unit no square overflows and none vanishes.
    let unit = sums::unit(parts.iter().map(|(se, _)| *se));
    let variances = || parts.iter().map(|(se, df)| ((se / unit) * (se / unit), df));
    let variance: f64 = variances().map(|(part, _)| part).sum();
    if variance <= 0.0 {
        return None;
    }
    let spread: f64 = variances()
        .filter(|(_, df)| **df > 0.0)
        .map(|(part, df)| (part / variance) * (part / variance) / df)
        .sum();
    Some((variance.sqrt() * unit, 1.0 / spread))
}
