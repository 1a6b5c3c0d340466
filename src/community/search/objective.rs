//! What a move gains.
use super::Whole;
use std::marker::PhantomData;

/// A quality of divisions, as the search sees it: what a node gains by moving.
///
/// Everything is a pure function of whole numbers that are known exactly, so that it does not
/// matter in which order they were added up. A node has a volume, and so has a community; what
/// else a quality needs to know of a community can be kept there too, since it is told the weight
/// of ties between node and community whenever one joins or leaves.
pub(crate) trait Objective: Sync {
    /// What is known of a node or a community.
    type Volume: Clone + Default + Send + Sync;
    /// What is the same for all communities that a node may move to.
    type Stay: Copy;
    /// Whether volumes depend on the weights told to `join` and `leave`.
    const WEIGHTS: bool = false;

    /// A node joins a community, to which it has ties of this weight.
    fn join(&self, community: &mut Self::Volume, node: &Self::Volume, weight: i64);

    /// A node leaves a community, to the rest of which it has ties of this weight.
    fn leave(&self, community: &mut Self::Volume, node: &Self::Volume, weight: i64);

    /// What keeps a node where it is: the weight of its ties there, and the community without it.
    fn stay(&self, node: &Self::Volume, weight: i64, rest: &Self::Volume) -> Self::Stay;

    /// What it gains by moving to a community to which it has ties of this weight.
    fn gain(&self, stay: &Self::Stay, node: &Self::Volume, weight: i64, to: &Self::Volume) -> f64;

    /// More than the error of that gain. Only larger gains count, so that a series of them is one
    /// of true gains, which must end.
    fn rounding(
        &self,
        stay: &Self::Stay,
        node: &Self::Volume,
        weight: i64,
        to: &Self::Volume,
    ) -> f64;

    /// The gain of one unit of weight, all else being equal.
    fn unit(&self) -> f64;

    /// What a node gains by joining a community rather than being alone; not negative if the two
    /// belong together.
    fn worth(&self, node: &Self::Volume, weight: i64, community: &Self::Volume) -> f64 {
        self.gain(&self.stay(node, 0, &Self::Volume::default()), node, weight, community)
    }
}

/// How much of the sum of its terms the error of a gain can be, and more.
const ROUNDING: f64 = 1.0 / (1_u64 << 49) as f64;

/// What a node has where it is, the sum of the terms of that, and its volume times the rate.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Held {
    worth: f64,
    size: f64,
    rate: f64,
}

/// Weight within communities beyond what volumes lead to expect: `scale w − rate k K`.
///
/// Modularity has strengths for volumes, `scale` = the sum of strengths and `rate` = γ; the
/// constant Potts model has numbers of cities.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pairwise<V> {
    pub(crate) scale: f64,
    pub(crate) rate: f64,
    pub(crate) volume: PhantomData<V>,
}

impl<V: Whole + Default + std::ops::AddAssign + std::ops::SubAssign> Objective for Pairwise<V> {
    type Volume = V;
    type Stay = Held;

    fn join(&self, community: &mut V, node: &V, _: i64) {
        *community += *node;
    }

    fn leave(&self, community: &mut V, node: &V, _: i64) {
        *community -= *node;
    }

    fn stay(&self, node: &V, weight: i64, rest: &V) -> Held {
        let rate = self.rate * node.get() as f64;
        let (have, expected) = (self.scale * weight as f64, rate * rest.get() as f64);
        Held { worth: have - expected, size: have.abs() + expected, rate }
    }

    #[inline]
    fn gain(&self, stay: &Held, _: &V, weight: i64, to: &V) -> f64 {
        self.scale * weight as f64 - stay.rate * to.get() as f64 - stay.worth
    }

    fn rounding(&self, stay: &Held, _: &V, weight: i64, to: &V) -> f64 {
        let size = (self.scale * weight as f64).abs() + stay.rate * to.get() as f64;
        (size + stay.size) * ROUNDING
    }

    fn unit(&self) -> f64 {
        self.scale
    }
}

/// The same with volumes that send and receive: `scale w − rate (k_out K_in + k_in K_out)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Directed {
    pub(crate) scale: f64,
    pub(crate) rate: f64,
}

impl Directed {
    fn expected(&self, node: &[i64; 2], other: &[i64; 2]) -> f64 {
        let [out, into] = node.map(|volume| volume as f64);
        self.rate * (out * other[1] as f64 + into * other[0] as f64)
    }
}

impl Objective for Directed {
    type Volume = [i64; 2];
    type Stay = Held;

    fn join(&self, community: &mut [i64; 2], node: &[i64; 2], _: i64) {
        community.iter_mut().zip(node).for_each(|(sum, part)| *sum += part);
    }

    fn leave(&self, community: &mut [i64; 2], node: &[i64; 2], _: i64) {
        community.iter_mut().zip(node).for_each(|(sum, part)| *sum -= part);
    }

    fn stay(&self, node: &[i64; 2], weight: i64, rest: &[i64; 2]) -> Held {
        let (have, expected) = (self.scale * weight as f64, self.expected(node, rest));
        Held { worth: have - expected, size: have.abs() + expected, rate: self.rate }
    }

    fn gain(&self, stay: &Held, node: &[i64; 2], weight: i64, to: &[i64; 2]) -> f64 {
        self.scale * weight as f64 - self.expected(node, to) - stay.worth
    }

    fn rounding(&self, stay: &Held, node: &[i64; 2], weight: i64, to: &[i64; 2]) -> f64 {
        let size = (self.scale * weight as f64).abs() + self.expected(node, to);
        (size + stay.size) * ROUNDING
    }

    fn unit(&self) -> f64 {
        self.scale
    }
}

/// A part of what is expected: this often the product of the volume `node` of the one and the
/// volume `other` of the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Term {
    pub(crate) node: usize,
    pub(crate) other: usize,
    pub(crate) rate: f64,
}

/// The same with several volumes, of which some may count negative: `w − Σ rate k_a K_b`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Layered {
    pub(crate) terms: Vec<Term>,
}

impl Layered {
    /// What is expected, and the sum of its terms disregarding signs.
    pub(super) fn expected(&self, node: &[i64], other: &[i64]) -> (f64, f64) {
        let at = |volumes: &[i64], place: usize| volumes.get(place).map_or(0.0, |v| *v as f64);
        self.terms.iter().fold((0.0, 0.0), |(sum, size), term| {
            let part = term.rate * at(node, term.node) * at(other, term.other);
            (sum + part, size + part.abs())
        })
    }
}

impl Objective for Layered {
    /// Volumes beyond the last are 0.
    type Volume = Vec<i64>;
    type Stay = Held;

    fn join(&self, community: &mut Vec<i64>, node: &Vec<i64>, _: i64) {
        community.resize(node.len().max(community.len()), 0);
        community.iter_mut().zip(node).for_each(|(sum, part)| *sum += part);
    }

    fn leave(&self, community: &mut Vec<i64>, node: &Vec<i64>, _: i64) {
        community.iter_mut().zip(node).for_each(|(sum, part)| *sum -= part);
    }

    fn stay(&self, node: &Vec<i64>, weight: i64, rest: &Vec<i64>) -> Held {
        let (expected, size) = self.expected(node, rest);
        let have = weight as f64;
        Held { worth: have - expected, size: have.abs() + size, rate: 1.0 }
    }

    fn gain(&self, stay: &Held, node: &Vec<i64>, weight: i64, to: &Vec<i64>) -> f64 {
        weight as f64 - self.expected(node, to).0 - stay.worth
    }

    fn rounding(&self, stay: &Held, node: &Vec<i64>, weight: i64, to: &Vec<i64>) -> f64 {
        ((weight as f64).abs() + self.expected(node, to).1 + stay.size) * ROUNDING
    }

    fn unit(&self) -> f64 {
        1.0
    }
}
