//! Networks with a few hubs and nothing else planted.
use super::ConfigurationModel;
use super::cities::within;
use super::configuration_model::havel_hakimi;
use super::power_numbers::PowerNumbers;
use crate::random::{Random, mix};
use crate::{Adjacency, ParamError, Result};
use serde::Serialize;

/// Power-law network: a few cities have many partners and most have few, and who is whose is chance.
///
/// The numbers of partners follow `k^-τ` between a smallest and a largest one, and a
/// [`ConfigurationModel`] makes the network. Nothing is planted. `O(m log n)` and the switches.
///
/// Aiello, Chung & Lu (2001), *Experimental Mathematics* 10:53.
///
/// ```
/// use conurbation::synthetic::PowerLaw;
/// let network = PowerLaw::new().nodes(200).degrees(2, 40).exponent(2.5).draw(0)?;
/// assert!(network.nodes().all(|city| (1..=41).contains(&network.targets(city).len())));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PowerLaw {
    nodes: u32,
    degrees: (u32, u32),
    exponent: f64,
    seed: u64,
}

impl Default for PowerLaw {
    fn default() -> Self {
        Self { nodes: 300, degrees: (3, 40), exponent: 2.5, seed: 0 }
    }
}

/// How often degrees are drawn again where no network has them.
const TRIES: u64 = 100;

impl PowerLaw {
    /// 300 cities of 3 to 40 partners, by exponent 2.5.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the number of cities; from 2 to 10 million.
    pub fn nodes(mut self, nodes: u32) -> Self {
        self.nodes = nodes;
        self
    }

    /// Sets the smallest and the largest number of partners; from 1, below the number of cities. One
    /// city may have one more or one less, for the sum must be even.
    pub fn degrees(mut self, least: u32, most: u32) -> Self {
        self.degrees = (least, most);
        self
    }

    /// Sets the exponent `τ`; from 0 to 10.
    pub fn exponent(mut self, exponent: f64) -> Self {
        self.exponent = exponent;
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
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range, or if no network has
    /// such degrees.
    pub fn draw(&self, world: u64) -> Result<Adjacency> {
        self.check()?;
        let law = PowerNumbers::new(self.degrees, self.exponent);
        let mut random = Random::new(self.seed, "power law", world);
        for _ in 0..TRIES {
            let mut degrees: Vec<u32> = (0..self.nodes).map(|_| law.draw(&mut random)).collect();
            if degrees.iter().map(|&degree| u64::from(degree)).sum::<u64>() % 2 == 1 {
                let city = random.below(self.nodes) as usize;
                let (least, _) = self.degrees;
                let more = degrees[city] == least;
                degrees[city] = if more { least + 1 } else { degrees[city] - 1 };
            }
            if havel_hakimi(&degrees).is_some() {
                let seed = mix(self.seed, "power law: ties", world);
                return ConfigurationModel::new(&degrees).seed(seed).draw(0);
            }
        }
        let found = format!("{}, {}", self.degrees.0, self.degrees.1);
        Err(ParamError::new("degrees", found, "degrees that some network has").into())
    }

    fn check(&self) -> Result<(), ParamError> {
        if !(2..=10_000_000).contains(&self.nodes) {
            return Err(ParamError::new("nodes", self.nodes, "from 2 to 10 million"));
        }
        let (least, most) = self.degrees;
        if !(1 <= least && least <= most && most < self.nodes) {
            let expected = "from 1, below nodes, the smaller first";
            return Err(ParamError::new("degrees", format!("{least}, {most}"), expected));
        }
        within("exponent", self.exponent, (0.0, 10.0), "from 0 to 10")
    }
}
