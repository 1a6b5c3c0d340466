//! Who joins whom first: a tree of pairs.
use super::CircleTree;
use super::model::Model;
use super::tree::Growing;
use crate::community::search::Graph;
use crate::{Adjacency, Measured, Result, Watch, parallel};
use serde::Serialize;

/// Paris: which two cities, then which two groups, join first, up to the whole region.
///
/// The two groups join whose ties are the most against what their strengths lead to expect: for
/// which `w_ab W / (S_a S_b)` is largest, with `w_ab` the weight between them, `S` the sums of
/// their strengths and `W` that of all. The height at which they join is its inverse, which never
/// falls from a circle to the one around it.
///
/// Groups that are each the other's nearest join at once, round by round, which gives the same
/// tree as one pair after another. Nearness is compared in whole numbers, so that no rounding
/// makes or breaks a tie; of equals the pair with the smaller city joins first. Pieces of a network
/// join at the root. In a directed network ties of both directions add up; self-ties do not count.
///
/// A tree of pairs is no finding: it joins everything, on any network, random ones too.
/// [`NestedCircles`](super::NestedCircles) in its fast mode keeps of it what ties support.
///
/// Undefined without ties ([`Undefined::NoEdges`](crate::Undefined::NoEdges)). `O(m log n)` on
/// most networks.
///
/// Bonald, Charpentier, Galland & Hollocou (2018), *arXiv* 1806.01664; rounds: Sumengen et al.
/// (2021), *arXiv* 2105.11653.
///
/// ```
/// use conurbation::{Adjacency, circles::Paris};
/// let network = Adjacency::from_edges(4, [(0, 1, 2.0), (1, 2, 1.0), (2, 3, 2.0)])?;
/// let paris = Paris::new().run(&network)?.value().unwrap();
/// assert_eq!(paris.tree.labels(1), [0, 0, 1, 1]);
/// assert_eq!(paris.heights.len(), 3);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Paris {
    #[serde(skip)]
    watch: Watch,
}

/// A tree of pairs, and the height of each.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ParisResult {
    /// The circles, each of two parts; the root may have more.
    pub tree: CircleTree,
    /// The height at which the parts of each circle join; none for a root that holds pieces.
    pub heights: Vec<Option<f64>>,
}

/// Two groups that join. Groups are numbered: cities first, then joins in their order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Join {
    pub(crate) parts: [u32; 2],
    /// The weight between them.
    pub(crate) between: i64,
    pub(crate) height: f64,
}

impl Paris {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets `watch` stop it.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Joins cities.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Measured<ParisResult>> {
        let model = match Model::new(graph.as_ref())? {
            Measured::Undefined(reason) => return Ok(Measured::Undefined(reason)),
            Measured::Value(model) => model,
        };
        let joins = joins(&model.graph, &model.volumes, &self.watch)?;
        Ok(Measured::Value(result(model.cities, &joins)))
    }
}

/// The joins as a tree.
fn result(cities: usize, joins: &[Join]) -> ParisResult {
    let root = joins.len() as u32;
    let mut parent: Vec<u32> = vec![root; joins.len() + 1];
    let mut home = vec![root; cities];
    for (join, at) in joins.iter().zip(0_u32..) {
        for part in join.parts {
            match (part as usize).checked_sub(cities) {
                Some(inner) => parent[inner] = at,
                None => home[part as usize] = at,
            }
        }
    }
    // The height of a circle is that of the join that holds the same cities.
    let tree = Growing { parent, level: None, home }.finish();
    let mut heights = vec![None; tree.circle_count()];
    let mut first: Vec<u32> = (0..cities as u32).collect();
    let mut size: Vec<usize> = vec![1; cities];
    for join in joins {
        let [a, b] = join.parts.map(|part| part as usize);
        first.push(first[a]);
        size.push(size[a] + size[b]);
        let mut circle = tree.home(first[a]);
        while tree.size(circle) < size[a] + size[b] {
            let Some(around) = tree.parent(circle) else { break };
            circle = around;
        }
        if tree.size(circle) == size[a] + size[b] {
            heights[circle] = Some(join.height);
        }
    }
    ParisResult { tree, heights }
}

/// A group as it stands: its partners, perhaps under the names of groups that have joined others.
#[derive(Debug, Clone, Default)]
struct Standing {
    partners: Vec<(u32, i64)>,
    nearest: Option<(u32, i64)>,
}

/// All joins, those of lower height first, and parts before what they join to.
pub(crate) fn joins(graph: &Graph<'_, i64>, strengths: &[i64], watch: &Watch) -> Result<Vec<Join>> {
    let n = graph.nodes();
    let total: i64 = strengths.iter().sum();
    let mut volume = strengths.to_vec();
    // Which group each has joined; a group is called by its smallest city.
    let mut name: Vec<u32> = (0..n as u32).collect();
    // The number of the join that made the group.
    let mut made: Vec<u32> = name.clone();
    let own = |node: usize, (): &mut ()| {
        let partners: Vec<(u32, i64)> = graph.row(node).collect();
        let nearest = nearest(node as u32, &partners, &volume);
        Standing { partners, nearest }
    };
    let mut standing: Vec<Standing> = parallel::map_light(n, || (), own);
    let mut joins: Vec<Join> = Vec::with_capacity(n.saturating_sub(1));
    let mut alive: Vec<u32> =
        (0..n as u32).filter(|&g| standing[g as usize].nearest.is_some()).collect();
    let mut fresh = true;
    while !alive.is_empty() {
        watch.check()?;
        let mutual = |&group: &u32| {
            let (other, between) = standing[group as usize].nearest?;
            let back = standing[other as usize].nearest?.0;
            (back == group && group < other).then_some((group, other, between))
        };
        let pairs: Vec<(u32, u32, i64)> = alive.iter().filter_map(mutual).collect();
        if pairs.is_empty() && fresh {
            break;
        }
        for &(a, b, between) in &pairs {
            let (one, other) = (a as usize, b as usize);
            let product = volume[one] as f64 * volume[other] as f64;
            let height = product / (total as f64 * between as f64);
            let below = |part: u32| {
                let join = (part as usize).checked_sub(n).map(|at| &joins[at]);
                join.map_or(0.0, |join: &Join| join.height)
            };
            let parts = [made[one], made[other]];
            let height = height.max(below(parts[0])).max(below(parts[1]));
            made[one] = (n + joins.len()) as u32;
            joins.push(Join { parts, between, height });
            volume[one] += volume[other];
            name[other] = a;
        }
        // Whoever has joined, or whose nearest has, looks anew; the others' nearest stays so, since
        // a group that grows comes no nearer than the nearer of its parts was.
        let gone = |group: u32| name[group as usize] != group;
        let mut joined = vec![false; if pairs.is_empty() { 0 } else { n }];
        for &(a, b, _) in &pairs {
            joined[a as usize] = true;
            joined[b as usize] = true;
            let taken = std::mem::take(&mut standing[b as usize].partners);
            standing[a as usize].partners.extend(taken);
        }
        alive.retain(|&group| !gone(group));
        let all = pairs.is_empty();
        let anew: Vec<u32> = alive
            .iter()
            .copied()
            .filter(|&group| {
                let nearest = standing[group as usize].nearest;
                all || joined[group as usize] || nearest.is_some_and(|near| joined[near.0 as usize])
            })
            .collect();
        let look = |at: usize, sums: &mut Vec<i64>| {
            let group = anew[at];
            let partners = renamed(group, &standing[group as usize].partners, &name, sums);
            let nearest = nearest(group, &partners, &volume);
            Standing { partners, nearest }
        };
        let looked = parallel::map_light(anew.len(), || vec![0_i64; n], look);
        for (&group, found) in anew.iter().zip(looked) {
            standing[group as usize] = found;
        }
        alive.retain(|&group| standing[group as usize].nearest.is_some());
        fresh = all;
    }
    Ok(by_height(n, joins))
}

/// The partner of which the weight is the largest part of its strength; of equals the pair with
/// the smaller city.
fn nearest(group: u32, partners: &[(u32, i64)], volume: &[i64]) -> Option<(u32, i64)> {
    let mut best: Option<(u32, i64)> = None;
    for &(other, weight) in partners {
        let Some((known, most)) = best else {
            best = Some((other, weight));
            continue;
        };
        let here = i128::from(weight) * i128::from(volume[known as usize]);
        let there = i128::from(most) * i128::from(volume[other as usize]);
        let pair = |other: u32| (group.min(other), group.max(other));
        if here > there || (here == there && pair(other) < pair(known)) {
            best = Some((other, weight));
        }
    }
    best
}

/// Partners by the names they go by now, each once, in the order in which they first appear.
/// `sums` is scratch, 0 for each name before and after; weights are positive.
fn renamed(group: u32, partners: &[(u32, i64)], name: &[u32], sums: &mut [i64]) -> Vec<(u32, i64)> {
    let mut rows = Vec::with_capacity(partners.len());
    for &(mut other, weight) in partners {
        while name[other as usize] != other {
            other = name[other as usize];
        }
        if other != group {
            if sums[other as usize] == 0 {
                rows.push((other, 0));
            }
            sums[other as usize] += weight;
        }
    }
    for row in &mut rows {
        row.1 = std::mem::take(&mut sums[row.0 as usize]);
    }
    rows.shrink_to_fit();
    rows
}

/// Joins in the order of their heights, numbered anew.
fn by_height(n: usize, joins: Vec<Join>) -> Vec<Join> {
    let mut order: Vec<u32> = (0..joins.len() as u32).collect();
    order.sort_by(|&a, &b| joins[a as usize].height.total_cmp(&joins[b as usize].height));
    let mut place = vec![0; joins.len()];
    order.iter().zip(0_u32..).for_each(|(&join, at)| place[join as usize] = at);
    let number = |part: u32| match (part as usize).checked_sub(n) {
        Some(join) => n as u32 + place[join],
        None => part,
    };
    let join = |&join: &u32| {
        let join = joins[join as usize];
        Join { parts: join.parts.map(number), ..join }
    };
    order.iter().map(join).collect()
}
