//! Networks in which every city has a given number of partners.
use crate::nulls::DegreePreserving;
use crate::random::mix;
use crate::{Adjacency, Measured, Node, ParamError, Result};
use serde::Serialize;
use std::collections::BinaryHeap;

/// Configuration model: every city has the number of partners that is asked for, and who is whose is
/// chance.
///
/// A network with these degrees is made by Havel (1955) and Hakimi (1962), and then redrawn by
/// [`DegreePreserving`] switches, ten for each tie, so that all simple networks with these degrees tend
/// to be equally likely. Nothing is planted: what a method finds here is what it finds in noise.
///
/// `O(m log n)` and the switches.
///
/// Molloy & Reed (1995), *Random Structures & Algorithms* 6:161; Fosdick, Larremore, Nishimura & Ugander
/// (2018), *SIAM Review* 60:315, on why double ties and self-ties must be kept out.
///
/// ```
/// use conurbation::synthetic::ConfigurationModel;
/// let network = ConfigurationModel::new(&[3, 2, 2, 2, 2, 1]).draw(0)?;
/// assert_eq!(network.targets(0).len(), 3);
/// assert!(ConfigurationModel::new(&[3, 1, 1]).draw(0).is_err());
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConfigurationModel {
    degrees: Vec<u32>,
    seed: u64,
}

impl ConfigurationModel {
    /// So many partners for each city.
    pub fn new(degrees: &[u32]) -> Self {
        Self { degrees: degrees.to_vec(), seed: 0 }
    }

    /// Sets the seed, 0 by default.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Draws the network of this number: the same one every time.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if no network without double ties has these degrees.
    pub fn draw(&self, world: u64) -> Result<Adjacency> {
        let ties = havel_hakimi(&self.degrees).ok_or_else(|| {
            let expected = "degrees that some network without double ties has";
            ParamError::new(
                "ConfigurationModel::new",
                format!("{} degrees", self.degrees.len()),
                expected,
            )
        })?;
        let ties = ties.into_iter().map(|(a, b)| (a, b, 1.0));
        let first = Adjacency::from_edges(self.degrees.len(), ties)?;
        let seed = mix(self.seed, "configuration model", 0);
        Ok(match DegreePreserving::new().seed(seed).prepare(&first)? {
            Measured::Value(null) => null.draw(world).adjacency,
            // Without ties, or the only network there is.
            Measured::Undefined(_) => first,
        })
    }
}

/// Whether some network without double ties has these degrees, and one that has: the city that wants
/// most partners takes those that want most of the others.
pub(super) fn havel_hakimi(degrees: &[u32]) -> Option<Vec<(Node, Node)>> {
    let wanting = degrees.iter().zip(0..).filter(|(degree, _)| **degree > 0);
    let mut heap: BinaryHeap<(u32, Node)> = wanting.map(|(&degree, city)| (degree, city)).collect();
    let (mut ties, mut taken) = (Vec::new(), Vec::new());
    while let Some((wants, city)) = heap.pop() {
        for _ in 0..wants {
            let (left, other) = heap.pop()?;
            ties.push((city, other));
            taken.push((left - 1, other));
        }
        heap.extend(taken.drain(..).filter(|&(left, _)| left > 0));
    }
    Some(ties)
}
