//! Networks of nearness alone.
use super::cities::within;
use crate::random::Random;
use crate::{Adjacency, Node, ParamError, Result};
use serde::Serialize;

/// Random geometric network: cities at random in a square, tied where they are near. Nothing but
/// nearness: a method that finds circles here finds geography.
///
/// Two cities are tied if they are less than `r` apart in the unit square, with `π r² (n − 1)` the
/// [mean number of partners](Self::mean_degree); cities at the edge have fewer, unless the square is a
/// [`torus`](Self::torus), which has no edge. `O(n + m)`.
///
/// Gilbert (1961), *J. SIAM* 9:533; Penrose (2003), *Random Geometric Graphs*.
///
/// ```
/// use conurbation::synthetic::RandomGeometric;
/// let network = RandomGeometric::new().nodes(400).mean_degree(8.0).torus(true).draw(0)?;
/// let mean = 2.0 * network.adjacency.edge_count() as f64 / 400.0;
/// assert!((mean - 8.0).abs() < 1.0);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RandomGeometric {
    nodes: u32,
    mean_degree: f64,
    torus: bool,
    seed: u64,
}

/// Cities in a square, and ties of those that are near.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct GeometricNetwork {
    /// The ties; undirected, of weight 1.
    pub adjacency: Adjacency,
    /// Where each city lies in the unit square.
    pub positions: Vec<(f64, f64)>,
    /// Below which distance cities are tied.
    pub radius: f64,
}

impl AsRef<Adjacency> for GeometricNetwork {
    fn as_ref(&self) -> &Adjacency {
        &self.adjacency
    }
}

impl Default for RandomGeometric {
    fn default() -> Self {
        Self { nodes: 400, mean_degree: 8.0, torus: false, seed: 0 }
    }
}

impl RandomGeometric {
    /// 400 cities of 8 partners, fewer at the edge.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the number of cities; from 1 to 10 million.
    pub fn nodes(mut self, nodes: u32) -> Self {
        self.nodes = nodes;
        self
    }

    /// Sets the mean number of partners of a city far from the edge; from 0 to half the cities.
    pub fn mean_degree(mut self, mean: f64) -> Self {
        self.mean_degree = mean;
        self
    }

    /// Sets whether the square has no edge: what lies at one side is next to what lies at the other.
    pub fn torus(mut self, torus: bool) -> Self {
        self.torus = torus;
        self
    }

    /// Sets the seed, 0 by default.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Draws the network of this number: the same one every time.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range.
    pub fn draw(&self, world: u64) -> Result<GeometricNetwork> {
        self.check()?;
        let mut random = Random::new(self.seed, "random geometric", world);
        let n = self.nodes as usize;
        let positions: Vec<(f64, f64)> =
            (0..n).map(|_| (random.uniform(), random.uniform())).collect();
        let others = f64::from(self.nodes.max(2) - 1);
        let radius = (self.mean_degree / (std::f64::consts::PI * others)).sqrt();
        let adjacency = Adjacency::from_edges(n, self.ties(&positions, radius))?;
        Ok(GeometricNetwork { adjacency, positions, radius })
    }

    /// Cities less than `radius` apart, found among those in the same or a neighbouring cell.
    fn ties(&self, positions: &[(f64, f64)], radius: f64) -> Vec<(Node, Node, f64)> {
        // Cells as wide as the radius at least, and no more of them than cities.
        let most = (positions.len() as f64).sqrt().max(1.0);
        let side = (1.0 / radius.max(1e-9)).min(most).floor().max(1.0) as usize;
        let cell = |x: f64| ((x * side as f64) as usize).min(side - 1);
        let mut cells = vec![Vec::new(); side * side];
        for (city, &(x, y)) in positions.iter().enumerate() {
            cells[cell(x) * side + cell(y)].push(city);
        }
        let mut ties = Vec::new();
        for (city, &(x, y)) in positions.iter().enumerate() {
            let near = |at: usize| {
                let around = (0..3).map(|step| at + side + step - 1);
                let inside = around.filter(|&at| self.torus || (side..2 * side).contains(&at));
                let mut near: Vec<usize> = inside.map(|at| at % side).collect();
                near.sort_unstable();
                near.dedup();
                near
            };
            let columns = near(cell(y));
            for row in near(cell(x)) {
                for &other in columns.iter().flat_map(|column| &cells[row * side + column]) {
                    let (u, v) = positions[other];
                    let (dx, dy) = (self.apart(x, u), self.apart(y, v));
                    if city < other && dx * dx + dy * dy < radius * radius {
                        ties.push((city as Node, other as Node, 1.0));
                    }
                }
            }
        }
        ties
    }

    fn apart(&self, one: f64, other: f64) -> f64 {
        let apart = (one - other).abs();
        if self.torus { apart.min(1.0 - apart) } else { apart }
    }

    fn check(&self) -> Result<(), ParamError> {
        if !(1..=10_000_000).contains(&self.nodes) {
            return Err(ParamError::new("nodes", self.nodes, "from 1 to 10 million"));
        }
        let bounds = (0.0, f64::from(self.nodes) / 2.0);
        within("mean_degree", self.mean_degree, bounds, "from 0 to half the cities")
    }
}
