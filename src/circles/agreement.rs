//! Declared circles against detected ones.
use super::hierarchical::HierarchicalMutualInformationResult;
use super::{CircleTree, DetectedCircles, HierarchicalMutualInformation, NestedElementCentric};
use crate::adjacency::Node;
use crate::community::compare::AdjustedMutualInformation;
use crate::random::Random;
use crate::statistics::benjamini_hochberg;
use crate::{Measured, ParamError, Result, Undefined, Watch, parallel};
use serde::Serialize;
use std::fmt::Write;

/// Agreement of declared circles with a tree of detected ones: which declared circle is found in
/// the ties, who is missing there and who is extra, and how alike the two are as a whole.
///
/// For every declared circle the detected one of the largest Jaccard index, shared cities as a
/// share of the cities of both, and how often the best of a random set of as many cities is as
/// large (with q of Benjamini and Hochberg). If no two declared circles cross they are a tree, and
/// its levels and itself are compared with those detected: for each level the largest adjusted
/// mutual information with any detected level, then
/// [hierarchical mutual information](HierarchicalMutualInformation) with its p, and
/// [element-centric similarity](NestedElementCentric). Circles may overlap; that of all cities is
/// left out. `O(permutations · Σ sizes)`.
///
/// Without a declared circle undefined ([`Undefined::Vacuous`]).
///
/// ```
/// use conurbation::circles::{CircleAgreement, CircleTree};
/// let detected = CircleTree::new(8, [vec![0, 1, 2, 3], vec![4, 5, 6, 7], vec![0, 1]])?;
/// let declared = [("north", vec![0, 1, 2]), ("south", vec![4, 5, 6, 7])];
/// let agreement = CircleAgreement::new().run(declared, &detected)?.value().unwrap();
/// assert_eq!(agreement.circles[0].nearest, Some(detected.common(0, 3)));
/// assert_eq!((agreement.circles[0].jaccard, &agreement.circles[0].extra[..]), (0.75, &[3][..]));
/// assert_eq!(agreement.circles[1].jaccard, 1.0);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CircleAgreement {
    permutations: usize,
    seed: u64,
    #[serde(skip)]
    watch: Watch,
}

/// How far declared and detected circles agree.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CircleAgreementResult {
    /// Every declared circle with the nearest detected one.
    pub circles: Vec<CircleMatch>,
    /// Every declared level with the most alike detected one; none if declared circles cross.
    pub levels: Vec<LevelMatch>,
    /// All levels and their nesting at once; undefined if declared circles cross.
    pub hierarchical: Measured<HierarchicalMutualInformationResult>,
    /// Whether each city has the same companions; undefined if declared circles cross.
    pub element_centric: Measured,
}

/// A declared circle and the nearest detected one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CircleMatch {
    /// The name of the declared circle.
    pub name: String,
    /// The number of its cities.
    pub size: usize,
    /// The nearest circle of the tree; none if no circle shares a city.
    pub nearest: Option<usize>,
    /// Shared cities as a share of the cities of both; 0 if no circle shares one.
    pub jaccard: f64,
    /// How often a random set of as many cities does as well.
    pub p: f64,
    /// The same, with all declared circles tested.
    pub q: f64,
    /// Cities declared, but not in the nearest circle.
    pub missing: Vec<Node>,
    /// Cities in the nearest circle, but not declared.
    pub extra: Vec<Node>,
}

/// A declared level and the most alike detected one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LevelMatch {
    /// The declared level.
    pub declared: usize,
    /// The detected level; none if the tree has none.
    pub detected: Option<usize>,
    /// Their adjusted mutual information.
    pub ami: Measured,
}

impl Default for CircleAgreement {
    fn default() -> Self {
        Self { permutations: 999, seed: 0, watch: Watch::new() }
    }
}

impl CircleAgreement {
    /// 999 permutations.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how many random sets are drawn for each circle; at least 1.
    pub fn permutations(mut self, permutations: usize) -> Self {
        self.permutations = permutations;
        self
    }

    /// Sets the seed.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Lets `watch` see how much is done, and stop it.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Compares declared circles, each a name and its cities, with a tree.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range and for a circle
    /// without cities of the tree, naming it; [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(
        &self,
        declared: impl IntoIterator<Item = (impl Into<String>, impl Into<Vec<Node>>)>,
        tree: &CircleTree,
    ) -> Result<Measured<CircleAgreementResult>> {
        if self.permutations == 0 {
            return Err(ParamError::new("permutations", 0, "at least 1").into());
        }
        let n = tree.city_count();
        let mut circles: Vec<(String, Vec<Node>)> = Vec::new();
        for (name, members) in declared {
            let (name, mut members) = (name.into(), members.into());
            members.sort_unstable();
            members.dedup();
            if members.is_empty() || members.last().is_some_and(|&last| last as usize >= n) {
                let expected = "circles of cities of the tree, at least one in each";
                return Err(ParamError::new("run", name, expected).into());
            }
            if members.len() < n {
                circles.push((name, members));
            }
        }
        if circles.is_empty() {
            return Ok(Measured::Undefined(Undefined::Vacuous));
        }
        let matches = self.matches(&circles, tree)?;
        let crossing = Undefined::Assumption {
            broken: "declared circles cross, so that they are no tree",
            instead: "the agreement of each circle",
        };
        let sets = circles.iter().map(|circle| circle.1.clone());
        let mut result = CircleAgreementResult {
            circles: matches,
            levels: Vec::new(),
            hierarchical: Measured::Undefined(crossing),
            element_centric: Measured::Undefined(crossing),
        };
        if let Ok(family) = CircleTree::new(n, sets) {
            result.levels = levels(&family, tree)?;
            let both = HierarchicalMutualInformation::new();
            let both = both.permutations(self.permutations).seed(self.seed).run(&family, tree)?;
            result.hierarchical = Measured::Value(both);
            result.element_centric = NestedElementCentric::new().run(&family, tree)?;
        }
        Ok(Measured::Value(result))
    }

    fn matches(
        &self,
        circles: &[(String, Vec<Node>)],
        tree: &CircleTree,
    ) -> Result<Vec<CircleMatch>> {
        let n = tree.city_count();
        let found: Vec<(Option<usize>, f64)> =
            circles.iter().map(|(_, members)| nearest(members, tree)).collect();
        // One order of cities for all circles: the first of it are a random set of any size.
        let drawn = parallel::map(self.permutations, &self.watch, Vec::new, |replicate, order| {
            *order = (0..n as Node).collect();
            Random::new(self.seed, "circle agreement", replicate as u64).shuffle(order);
            let by_chance =
                |(_, members): &(String, Vec<Node>)| nearest(&order[..members.len()], tree).1;
            circles.iter().map(by_chance).collect::<Vec<f64>>()
        })?;
        let p: Vec<f64> = (0..circles.len())
            .map(|circle| {
                let enough = found[circle].1 - 1e-12;
                let as_much = drawn.iter().filter(|by_chance| by_chance[circle] >= enough).count();
                (1 + as_much) as f64 / (1 + self.permutations) as f64
            })
            .collect();
        let q = benjamini_hochberg(&p)?;
        let describe = |at: usize| {
            let (circle, found) = (&circles[at], &found[at]);
            let mut there: Vec<Node> = found.0.map_or(&[][..], |at| tree.members(at)).to_vec();
            there.sort_unstable();
            let not_in = |list: &[Node], other: &[Node]| -> Vec<Node> {
                list.iter().copied().filter(|city| other.binary_search(city).is_err()).collect()
            };
            CircleMatch {
                name: circle.0.clone(),
                size: circle.1.len(),
                nearest: found.0,
                jaccard: found.1,
                p: p[at],
                q: q[at],
                missing: not_in(&circle.1, &there),
                extra: not_in(&there, &circle.1),
            }
        };
        Ok((0..circles.len()).map(describe).collect())
    }
}

/// The circle of the largest Jaccard index; of equals the first.
pub(super) fn nearest(members: &[Node], tree: &CircleTree) -> (Option<usize>, f64) {
    let mut shared: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for &city in members {
        let mut circle = tree.home(city);
        while let Some(parent) = tree.parent(circle) {
            *shared.entry(circle).or_default() += 1;
            circle = parent;
        }
    }
    let mut best = (None, 0.0);
    for (circle, shared) in shared {
        let all = members.len() + tree.size(circle) - shared;
        let jaccard = shared as f64 / all as f64;
        if jaccard > best.1 {
            best = (Some(circle), jaccard);
        }
    }
    best
}

fn levels(family: &CircleTree, tree: &CircleTree) -> Result<Vec<LevelMatch>> {
    let mut found = Vec::new();
    for declared in family.levels() {
        let labels = family.labels(declared);
        let mut best =
            LevelMatch { declared, detected: None, ami: Measured::Undefined(Undefined::Vacuous) };
        for detected in tree.levels() {
            let ami = AdjustedMutualInformation::new().run(&labels, tree.labels(detected))?;
            if best.detected.is_none() || ami.value() > best.ami.value() {
                best = LevelMatch { declared, detected: Some(detected), ami };
            }
        }
        found.push(best);
    }
    Ok(found)
}

impl CircleAgreementResult {
    /// A table to read: a line for each declared circle, with who is missing in the nearest
    /// detected one and who is extra.
    pub fn to_text(&self, name: impl Fn(Node) -> String) -> String {
        let mut text = String::new();
        let list = |cities: &[Node]| match cities {
            [] => "–".to_owned(),
            cities => cities.iter().map(|&city| name(city)).collect::<Vec<_>>().join(", "),
        };
        for circle in &self.circles {
            let CircleMatch { name, size, jaccard, p, q, .. } = circle;
            // Writing to a string cannot fail.
            let _ = match circle.nearest {
                None => writeln!(text, "{name} ({size}): no detected circle shares a city"),
                Some(nearest) => writeln!(
                    text,
                    "{name} ({size}): circle {nearest}, Jaccard {jaccard:.2}, p {p:.3}, q {q:.3}\n  missing: {}\n  extra: {}",
                    list(&circle.missing),
                    list(&circle.extra),
                ),
            };
        }
        text
    }
}

impl DetectedCircles {
    /// Declared circles, each a name and its cities, against these.
    ///
    /// # Errors
    /// As [`CircleAgreement::run`].
    pub fn compare(
        &self,
        declared: impl IntoIterator<Item = (impl Into<String>, impl Into<Vec<Node>>)>,
    ) -> Result<Measured<CircleAgreementResult>> {
        CircleAgreement::new().seed(self.seed).run(declared, &self.tree)
    }
}
