//! How sure the rank of a city is.
use crate::network::CityNetwork;
use crate::random::Random;
use crate::{Adjacency, Node, ParamError, Result, Scores, Watch, parallel};
use serde::Serialize;

/// Rank intervals: between which ranks a city would stand if other batches of events had come
/// about, and how likely it would be among the first.
///
/// A replicate draws as many batches as there are, with replacement, projects them and ranks the
/// cities again. A score that is undefined in a replicate has the last rank, the number of cities.
/// Cities of equal score share the better rank, so ties make a city look surer of being among the
/// first, not less: read the interval beside the chance. Without batches every rank is what it is.
/// `O(replicates)` times the cost of graph and score.
///
/// Hall and Miller (2009), *The Annals of Statistics* 37:3929, on what bootstrapped ranks can say.
///
/// ```
/// use conurbation::{centrality::Strength, datasets, network::Projection, uncertainty::RankIntervals};
/// let delta = datasets::yangtze_delta().network(&Projection::new())?;
/// let ranks = RankIntervals::new().replicates(200).run(&delta, |graph| Strength::new().run(graph))?;
/// let shanghai = &ranks[delta.node("310000")? as usize];
/// assert_eq!((shanghai.rank, shanghai.high), (Some(1), 1));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankIntervals {
    replicates: usize,
    top: usize,
    confidence: f64,
    seed: u64,
    #[serde(skip)]
    watch: Watch,
}

/// The rank of one city.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RankInterval {
    /// The city.
    pub node: Node,
    /// Its rank in the network itself, unless its score is undefined.
    pub rank: Option<usize>,
    /// The better end of the interval of ranks.
    pub low: usize,
    /// The worse end of the interval of ranks.
    pub high: usize,
    /// The share of replicates in which it is among the first [`top`](RankIntervals::top).
    pub among_top: f64,
}

impl Default for RankIntervals {
    fn default() -> Self {
        Self { replicates: 2000, top: 3, confidence: 0.95, seed: 0, watch: Watch::new() }
    }
}

impl RankIntervals {
    /// 2000 replicates, the first 3, 95 %.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the number of replicates, at least 1.
    pub fn replicates(mut self, replicates: usize) -> Self {
        self.replicates = replicates;
        self
    }

    /// Sets how many are the first, at least 1.
    pub fn top(mut self, top: usize) -> Self {
        self.top = top;
        self
    }

    /// Sets the share of replicates the interval holds, between 0 and 1.
    pub fn confidence(mut self, confidence: f64) -> Self {
        self.confidence = confidence;
        self
    }

    /// Sets the seed.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Watches the work.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// The rank of every city, in order of nodes.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range,
    /// [`Error::Cancelled`](crate::Error::Cancelled), and what the score says.
    pub fn run(
        &self,
        network: &CityNetwork,
        score: impl Fn(&Adjacency) -> Result<Scores> + Sync,
    ) -> Result<Vec<RankInterval>> {
        self.check()?;
        let n = network.cities().len();
        let own = of_each_city(n, score(network.adjacency())?)?;
        let mut rank = vec![None; n];
        own.ranking().for_each(|ranked| rank[ranked.node as usize] = Some(ranked.rank));
        let replicates = parallel::map(
            self.replicates,
            &self.watch,
            || (),
            |replicate, ()| {
                let drawn = draw(network.batches(), self.seed, replicate as u64);
                Ok(ranks(n, &of_each_city(n, score(&network.redrawn(&drawn)?)?)?))
            },
        )?;
        let replicates: Vec<Vec<usize>> = replicates.into_iter().collect::<Result<_>>()?;
        // A tenth off of 20 replicates is 2, though in floats it is a little less.
        let tail = (1.0 - self.confidence) / 2.0 * self.replicates as f64 + 1e-9;
        let tail = (tail.floor() as usize).min((self.replicates - 1) / 2);
        let cities = network.adjacency().nodes().map(|node| {
            let mut drawn: Vec<usize> = replicates.iter().map(|it| it[node as usize]).collect();
            drawn.sort_unstable();
            let among = drawn.partition_point(|&rank| rank <= self.top);
            RankInterval {
                node,
                rank: rank[node as usize],
                low: drawn[tail],
                high: drawn[drawn.len() - 1 - tail],
                among_top: among as f64 / drawn.len() as f64,
            }
        });
        Ok(cities.collect())
    }

    fn check(&self) -> Result<(), ParamError> {
        if self.replicates == 0 {
            return Err(ParamError::new("replicates", 0, "at least 1"));
        }
        if self.top == 0 {
            return Err(ParamError::new("top", 0, "at least 1"));
        }
        if !(self.confidence > 0.0 && self.confidence < 1.0) {
            return Err(ParamError::new("confidence", self.confidence, "between 0 and 1"));
        }
        Ok(())
    }
}

/// How often each batch comes about when as many are drawn as there are.
fn draw(batches: usize, seed: u64, replicate: u64) -> Vec<u32> {
    let mut random = Random::new(seed, "ranks", replicate);
    let mut drawn = vec![0; batches];
    (0..batches).for_each(|_| drawn[random.below(batches as u32) as usize] += 1);
    drawn
}

/// The scores, or an error unless there is one for each city.
fn of_each_city(n: usize, scores: Scores) -> Result<Scores, ParamError> {
    if scores.len() == n {
        return Ok(scores);
    }
    let found = format!("{} scores for {n} cities", scores.len());
    Err(ParamError::new("score", found, "one score for each city"))
}

/// The rank of each city; those without a score share the last.
fn ranks(n: usize, scores: &Scores) -> Vec<usize> {
    let mut ranks = vec![n; n];
    scores.ranking().for_each(|ranked| ranks[ranked.node as usize] = ranked.rank);
    ranks
}
