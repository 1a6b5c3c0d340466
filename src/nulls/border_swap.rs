//! Provinces with other borders.
use super::distances::Distances;
use super::max_entropy::block_labels;
use super::provinces::{Labeling, Map};
use crate::adjacency::Node;
use crate::random::Random;
use crate::{Measured, ParamError, Result, Undefined};
use serde::Serialize;
use std::collections::HashSet;

/// Border-swap null: what provinces would look like if their borders ran elsewhere, each as large
/// as it is and in one piece. It asks whether it is *these* borders that matter, not whether cities
/// of any contiguous province would cooperate more, which proximity alone brings about.
///
/// Each draw walks from the observed provinces: two random cities of different provinces exchange
/// labels if every province that was in one piece, by the borders given, stays so; and, if distances
/// are given, if the mean distance within provinces stays below `1 + slack` times the observed one.
/// Exchanges that are not possible count as steps, so all divisions that can be reached tend to be
/// equally likely. The number of steps is the same for all draws: as many as a walk of its own took
/// to make 10 exchanges for each city.
///
/// Preparation counts the divisions that can be reached, up to 1000, without regard to which
/// province has which name. All of them found, draws are taken from the list, each as likely.
///
/// Divisions that can be reached are compact in space only as far as `slack` says, and where ties
/// fade with distance compact provinces are favoured: use it on a statistic from which distance has
/// been taken out, or on ties of about the same distance.
///
/// Undefined with a single province ([`Undefined::Vacuous`]), without any border to go by
/// ([`Undefined::MissingData`]), and if there are so few divisions that no p could reach `alpha`
/// ([`Undefined::NotAttainable`], with 1 over their number): of provinces with one city each there is
/// only one. Preparation at worst `O(1000 n²)` looks at borders, each draw `O(steps)` looks and, for
/// those not ruled out at once, a search of two provinces.
///
/// The constraint is that of redistricting by random walks: Fifield, Higgins, Imai & Tarr (2020),
/// *Journal of Computational and Graphical Statistics* 29:715.
///
/// ```
/// use conurbation::nulls::BorderSwap;
/// // Two provinces of three cities in two rows: 0 1 2 above 3 4 5.
/// let borders = [(0, 1), (1, 2), (3, 4), (4, 5), (0, 3), (1, 4), (2, 5)];
/// let swaps = BorderSwap::new(&[0, 0, 0, 1, 1, 1]).borders(borders).alpha(0.5);
/// let null = swaps.prepare()?.value().unwrap();
/// assert_eq!(null.divisions(), (3, true)); // rows; 0 1 3 and 2 4 5; 0 3 4 and 1 2 5
/// assert_eq!(null.draw(0).iter().sum::<u32>(), 3);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BorderSwap {
    groups: Vec<u32>,
    borders: Vec<(Node, Node)>,
    distances: Option<Distances>,
    slack: f64,
    alpha: f64,
    seed: u64,
}

/// The border-swap null of some provinces.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct BorderSwapNull {
    seed: u64,
    steps: u64,
    acceptance: f64,
    divisions: usize,
    /// All divisions, unless there are too many.
    #[serde(skip)]
    list: Option<Vec<Vec<u32>>>,
    #[serde(skip)]
    names: Vec<u32>,
    #[serde(skip)]
    map: Map,
    #[serde(skip)]
    start: Labeling,
}

/// Divisions are counted up to here.
const MOST_DIVISIONS: usize = 1000;
/// Exchanges for each city that a draw makes on average.
const EXCHANGES: u64 = 10;
/// No draw takes more steps than this for each exchange.
const MOST_STEPS: u64 = 2000;
/// Sums of distances that differ by less are equal.
const ROUNDING: f64 = 1e-12;

impl BorderSwap {
    /// Five per cent.
    pub const DEFAULT_SLACK: f64 = 0.05;
    /// The level that a test must be able to reach, 0.05.
    pub const DEFAULT_ALPHA: f64 = 0.05;

    /// Swaps among these provinces: a label for each city, in order; any numbers.
    pub fn new(groups: &[u32]) -> Self {
        Self {
            groups: groups.to_vec(),
            borders: Vec::new(),
            distances: None,
            slack: Self::DEFAULT_SLACK,
            alpha: Self::DEFAULT_ALPHA,
            seed: 0,
        }
    }

    /// Sets which cities border on each other, each pair in any order.
    pub fn borders(mut self, borders: impl IntoIterator<Item = (Node, Node)>) -> Self {
        self.borders = borders.into_iter().collect();
        self
    }

    /// Sets how far cities are from each other, so that provinces stay about as compact as they are.
    pub fn distances(mut self, distances: &Distances) -> Self {
        self.distances = Some(distances.clone());
        self
    }

    /// Sets by what share the mean distance within provinces may exceed the observed one; from 0.
    pub fn slack(mut self, slack: f64) -> Self {
        self.slack = slack;
        self
    }

    /// Sets the level that a test must be able to reach; above 0, up to 1.
    pub fn alpha(mut self, alpha: f64) -> Self {
        self.alpha = alpha;
        self
    }

    /// Sets the seed.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Prepares the null.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range, a border of a city
    /// without a label, or distances of another number of cities.
    pub fn prepare(&self) -> Result<Measured<BorderSwapNull>> {
        self.check()?;
        Ok(self.null().into())
    }

    fn check(&self) -> Result<(), ParamError> {
        let cities = self.groups.len();
        let unknown = |&&(one, other): &&(Node, Node)| one.max(other) as usize >= cities;
        if let Some((one, other)) = self.borders.iter().find(unknown) {
            let found = format!("{one}–{other} of {cities} cities");
            return Err(ParamError::new("borders", found, "cities that have a label"));
        }
        if !(self.slack >= 0.0 && self.slack.is_finite()) {
            return Err(ParamError::new("slack", self.slack, "finite and not negative"));
        }
        if !(self.alpha > 0.0 && self.alpha <= 1.0) {
            return Err(ParamError::new("alpha", self.alpha, "above 0, up to 1"));
        }
        self.distances.as_ref().map_or(Ok(()), |distances| distances.check("distances", cities))
    }

    fn null(&self) -> Result<BorderSwapNull, Undefined> {
        let (names, of) = block_labels(&self.groups);
        if names.len() < 2 {
            return Err(Undefined::Vacuous);
        }
        if self.borders.iter().all(|(one, other)| one == other) {
            return Err(Undefined::MissingData { n: self.groups.len() });
        }
        let (map, start) = self.map(of.iter().map(|&label| label as u32).collect(), names.len());
        let list = reachable(&map, &start);
        let divisions = list.len().min(MOST_DIVISIONS);
        if 1.0 / divisions as f64 > self.alpha {
            return Err(Undefined::NotAttainable { p_min: 1.0 / divisions as f64 });
        }
        let list = (list.len() <= MOST_DIVISIONS).then_some(list);
        let mut random = Random::new(self.seed, "border swap: steps", 0);
        let mut walk = start.clone();
        let target = EXCHANGES * self.groups.len() as u64;
        let (mut steps, mut exchanges) = (0, 0);
        while exchanges < target && steps < target * MOST_STEPS {
            exchanges += u64::from(step(&map, &mut walk, &mut random));
            steps += 1;
        }
        let acceptance = exchanges as f64 / steps as f64;
        let seed = self.seed;
        Ok(BorderSwapNull { seed, steps, acceptance, divisions, list, names, map, start })
    }

    fn map(&self, labels: Vec<u32>, provinces: usize) -> (Map, Labeling) {
        let mut neighbours = vec![Vec::new(); labels.len()];
        for &(one, other) in self.borders.iter().filter(|(one, other)| one != other) {
            neighbours[one as usize].push(other);
            neighbours[other as usize].push(one);
        }
        for list in &mut neighbours {
            list.sort_unstable();
            list.dedup();
        }
        let distances = self.distances.clone();
        let mut map = Map { neighbours, distances, whole: Vec::new(), most: f64::INFINITY };
        let start = Labeling::new(&map, labels, provinces);
        map.whole = start.members().iter().map(|members| map.in_one_piece(members)).collect();
        if map.distances.is_some() {
            map.most = start.within() * (1.0 + self.slack) * (1.0 + ROUNDING);
        }
        (map, start)
    }
}

/// The labelings that exchanges lead to, one for each division, up to one more than are counted.
fn reachable(map: &Map, start: &Labeling) -> Vec<Vec<u32>> {
    let mut seen = HashSet::from([start.division()]);
    let mut found = vec![start.clone()];
    let cities = start.labels.len() as Node;
    let mut at = 0;
    while at < found.len() && found.len() <= MOST_DIVISIONS {
        let mut walk = found[at].clone();
        for (one, other) in (0..cities).flat_map(|a| (a + 1..cities).map(move |b| (a, b))) {
            if !map.swap(&mut walk, one, other) {
                continue;
            }
            if seen.insert(walk.division()) {
                found.push(walk.clone());
                if found.len() > MOST_DIVISIONS {
                    break;
                }
            }
            // The way back is as legal.
            map.swap(&mut walk, one, other);
        }
        at += 1;
    }
    found.into_iter().map(|labeling| labeling.labels).collect()
}

/// Tries to exchange two random cities.
fn step(map: &Map, labeling: &mut Labeling, random: &mut Random) -> bool {
    let cities = labeling.labels.len() as u32;
    let one = random.below(cities);
    let other = (one + 1 + random.below(cities - 1)) % cities;
    map.swap(labeling, one, other)
}

impl BorderSwapNull {
    /// How many divisions into provinces can be reached, and whether that is all of them; if not,
    /// there are more. No p of a statistic that ignores the names of provinces is below 1 over all.
    pub fn divisions(&self) -> (usize, bool) {
        (self.divisions, self.list.is_some())
    }

    /// The share of steps of a walk that exchange two cities.
    pub fn acceptance(&self) -> f64 {
        self.acceptance
    }

    /// The steps each draw takes.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// The labels of one replicate.
    pub fn draw(&self, replicate: u64) -> Vec<u32> {
        let mut random = Random::new(self.seed, "border swap", replicate);
        let mut walk = self.start.clone();
        let labels = match &self.list {
            Some(list) => &list[random.below(list.len() as u32) as usize],
            None => {
                (0..self.steps).for_each(|_| {
                    step(&self.map, &mut walk, &mut random);
                });
                &walk.labels
            }
        };
        labels.iter().map(|&label| self.names[label as usize]).collect()
    }
}
