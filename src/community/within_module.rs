//! How well tied a city is within its own group.
use super::modules::{Modules, Ties};
use crate::centrality::Direction;
use crate::{Adjacency, Measured, Result, Scores, Undefined, sums};
use serde::Serialize;

/// By which number a standard deviation divides the sum of squares of `g` values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deviation {
    /// By `g`, as UCINET, NumPy and the Brain Connectivity Toolbox do.
    #[default]
    Population,
    /// By `g − 1`, as R and MATLAB do unless told otherwise.
    Sample,
}

/// Within-module z-score: how well tied a city is within its own group, such as its province,
/// compared with the others there.
///
/// `z_i = (κ_i − mean κ) / sd κ`, with `κ` the weight of the ties of a city to its own group, and
/// mean and standard deviation over the cities of that group, those without ties counted. The
/// standard deviation is that of a population, which divides by the number `g` of cities, unless
/// [`deviation`](Self::deviation) says otherwise: results differ by the factor `√(g / (g−1))`.
///
/// A small group has no room for high scores: `z` is at most `√(g − 1)`, or `(g − 1) / √g` by the
/// standard deviation of a sample: see [`most`](Self::most). Where all cities of a group have the
/// same, the score is undefined ([`Undefined::ZeroVariance`]; other tools call it 0), as in a group
/// of one city.
///
/// In a directed network the ties both ways count unless a [`direction`](Self::direction) is
/// chosen, and weights unless [`weighted`](Self::weighted) says otherwise; the paper counts ties.
/// Self-ties do not count, and weights may be huge or tiny. `O(n log n + m)`.
///
/// Guimerà & Amaral (2005), *Nature* 433:895.
///
/// ```
/// use conurbation::{Adjacency, community::{Deviation, WithinModule}};
/// // A star of five cities in one group: 4, 1, 1, 1, 1 ties.
/// let star = Adjacency::from_edges(5, (1..5).map(|leaf| (0, leaf, 1.0)))?;
/// let z = WithinModule::new(&[0; 5]).run(&star)?;
/// assert!((z.get(0).value().unwrap() - 2.0).abs() < 1e-12); // the most there can be, √4
/// assert!((WithinModule::most(5, Deviation::Population) - 2.0).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WithinModule {
    groups: Vec<u32>,
    ties: Ties,
    deviation: Deviation,
}

impl WithinModule {
    /// Scores within these groups: a label for each city, in order; any numbers.
    pub fn new(groups: &[u32]) -> Self {
        let (ties, deviation) = (Ties::default(), Deviation::default());
        Self { groups: groups.to_vec(), ties, deviation }
    }

    /// Sets which ties of a directed network count; both ways unless said.
    pub fn direction(mut self, direction: Direction) -> Self {
        self.ties.direction = direction;
        self
    }

    /// Sets whether the weights of ties count; they do unless said.
    pub fn weighted(mut self, weighted: bool) -> Self {
        self.ties.weighted = weighted;
        self
    }

    /// Sets the standard deviation: that of a population unless said.
    pub fn deviation(mut self, deviation: Deviation) -> Self {
        self.deviation = deviation;
        self
    }

    /// The highest score that a city in a group of so many can have; 0 below two.
    pub fn most(cities: usize, deviation: Deviation) -> f64 {
        let g = cities.max(1) as f64;
        match deviation {
            Deviation::Population => (g - 1.0).sqrt(),
            Deviation::Sample => (g - 1.0) / g.sqrt(),
        }
    }

    /// Computes the score of every city.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if there is not one label for each city.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Scores> {
        let graph = graph.as_ref();
        let modules = Modules::new("WithinModule::new", &self.groups, graph)?;
        let mut scores = vec![Measured::Undefined(Undefined::ZeroVariance); graph.node_count()];
        for members in &modules.members {
            // In a unit of their own, so that a group of small ties beside huge ones has an answer.
            let ties = members.iter().flat_map(|&city| self.ties.of(graph, city));
            let unit = sums::unit(ties.map(|tie| tie.1));
            let within = |&city| modules.within(graph, city, self.ties, unit);
            let kappa: Vec<f64> = members.iter().map(within).collect();
            let z = standardized(&kappa, self.deviation);
            for (&city, z) in members.iter().zip(z.into_iter().flatten()) {
                scores[city as usize] = Measured::Value(z);
            }
        }
        Ok(Scores::measured(scores))
    }
}

/// The values in standard deviations from their mean; none if they are equal.
fn standardized(values: &[f64], deviation: Deviation) -> Option<Vec<f64>> {
    let (least, most) = values.iter().fold((f64::INFINITY, 0.0), |(least, most), &value| {
        (f64::min(least, value), f64::max(most, value))
    });
    if most - least <= Scores::TIE * most {
        return None;
    }
    let n = values.len() as f64;
    let mean = sums::sum(values.iter().copied()) / n;
    let squares = sums::sum(values.iter().map(|value| (value - mean) * (value - mean)));
    let deviation = match deviation {
        Deviation::Population => (squares / n).sqrt(),
        Deviation::Sample => (squares / (n - 1.0)).sqrt(),
    };
    Some(values.iter().map(|value| (value - mean) / deviation + 0.0).collect())
}
