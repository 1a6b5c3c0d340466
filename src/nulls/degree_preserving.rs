//! Networks in which every city has as many partners as it has.
use super::switches::{Among, Switches, takes_part};
use super::trades::{Trader, global_trade, lists};
use super::unique::only_network;
use crate::random::Random;
use crate::{Adjacency, Measured, Node, ParamError, Result, Undefined};
use serde::Serialize;

/// How networks are redrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Method {
    /// Two ties exchange ends, over and over (Maslov & Sneppen 2002; in a directed network rings of
    /// three turn round as well, which switches alone cannot do: Rao, Jana & Bandyopadhyay 1996).
    #[default]
    Switches,
    /// All cities in random pairs deal the partners of only one of them out anew, over and over
    /// (global trades: Carstens, Hamann, Meyer, Penschuck, Tran & Wagner 2018). Fewer and larger
    /// steps, for large networks.
    GlobalTrades,
}

/// Degree-preserving null: who would be tied if each city had as many partners as it has, and
/// nothing else mattered.
///
/// Each draw walks from the observed network through networks without self-ties and double ties and
/// with the same degrees (in and out degrees if directed). Every possible step is as likely as its
/// reverse and impossible ones count as steps, so that all such networks tend to be equally likely.
/// How many steps it takes to make 10 switches for each tie (where most pairs are tied, for each
/// pair that is not) is found once, on a walk of its own, and
/// is the same for all draws: stopping a draw by its own switches would favour networks that can be
/// switched in many ways.
///
/// The observed weights are shuffled over the redrawn ties: strengths are *not* kept, and the null
/// says nothing of which tie is heavy. Self-ties stay as they are.
///
/// Undefined without ties ([`Undefined::NoEdges`]) and if no other network has these degrees, as of
/// a star, of a network where all are tied, or without ties between groups, or if not one of
/// [`MOST_STEPS_PER_SWITCH`](Self::MOST_STEPS_PER_SWITCH) steps for each switch asked for finds any,
/// as of few ties between groups ([`Undefined::NotAttainable`] with p 1). Preparation
/// `O(n log n + steps)`, each draw `O(steps + m log m)`; a trade costs the partners of two cities.
///
/// ```
/// use conurbation::{Adjacency, nulls::DegreePreserving};
/// let ring = Adjacency::from_edges(6, (0..6).map(|city| (city, (city + 1) % 6, 1.0)))?;
/// let null = DegreePreserving::new().seed(7).prepare(&ring)?.value().unwrap();
/// let drawn = null.draw(0);
/// assert!(drawn.adjacency.nodes().all(|city| drawn.adjacency.targets(city).len() == 2));
/// assert_eq!(drawn, null.draw(0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DegreePreserving {
    method: Method,
    switches_per_tie: f64,
    trades: u32,
    among: Option<Among>,
    seed: u64,
}

/// The degree-preserving null of one network.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DegreePreservingNull {
    method: Method,
    among: Option<Among>,
    seed: u64,
    steps: u64,
    #[serde(skip)]
    graph: Adjacency,
}

/// A redrawn network, and what it took.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Redrawn {
    /// The network.
    pub adjacency: Adjacency,
    /// The switches or trades tried.
    pub attempts: u64,
    /// Those that changed the network.
    pub accepted: u64,
}

impl Redrawn {
    /// The share of attempts that changed the network, from 0 to 1.
    pub fn acceptance(&self) -> f64 {
        if self.attempts == 0 { 0.0 } else { self.accepted as f64 / self.attempts as f64 }
    }
}

impl Default for DegreePreserving {
    fn default() -> Self {
        Self {
            method: Method::default(),
            switches_per_tie: Self::DEFAULT_SWITCHES_PER_TIE,
            trades: Self::DEFAULT_TRADES,
            among: None,
            seed: 0,
        }
    }
}

impl DegreePreserving {
    /// Ten switches for each tie.
    pub const DEFAULT_SWITCHES_PER_TIE: f64 = 10.0;
    /// Twenty rounds in which every city trades.
    pub const DEFAULT_TRADES: u32 = 20;
    /// No draw tries more steps than this for each switch asked for.
    pub const MOST_STEPS_PER_SWITCH: u64 = 1000;

    /// The default parameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how networks are redrawn.
    pub fn method(mut self, method: Method) -> Self {
        self.method = method;
        self
    }

    /// Sets how many switches for each tie (where most pairs are tied, for each pair that is not) a
    /// draw makes on average; positive, for
    /// [`Method::Switches`]. Where fewer than one step in a thousand is possible, there are fewer:
    /// see [`Redrawn::accepted`].
    pub fn switches_per_tie(mut self, switches_per_tie: f64) -> Self {
        self.switches_per_tie = switches_per_tie;
        self
    }

    /// Sets how many times every city trades; at least 1, for [`Method::GlobalTrades`].
    pub fn trades(mut self, trades: u32) -> Self {
        self.trades = trades;
        self
    }

    /// Sets groups of cities, a label for each: only ties between groups are redrawn, each city
    /// keeps as many of them as it has, and their weights are shuffled among them; ties within a
    /// group stay as they are. What would groups be to one another if who meets whom across their
    /// borders were chance? For [`Method::Switches`].
    pub fn between(mut self, groups: impl Into<Vec<u32>>) -> Self {
        self.among = Some(Among::Different(groups.into()));
        self
    }

    /// The same for pairs of some classes of cities, which are marked by rows.
    pub(crate) fn among(mut self, class: &[u32], marks: Vec<bool>, classes: usize) -> Self {
        self.among = Some(Among::Marked { class: class.to_vec(), marks, classes });
        self
    }

    /// Sets the seed.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Prepares the null of a network.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range, and for groups that
    /// have not one label for each city.
    pub fn prepare(&self, graph: impl AsRef<Adjacency>) -> Result<Measured<DegreePreservingNull>> {
        let graph = graph.as_ref();
        self.check()?;
        let other = |among: &&Among| among.cities() != graph.node_count();
        if let Some(among) = self.among.as_ref().filter(other) {
            let found = format!("{} labels for {} cities", among.cities(), graph.node_count());
            return Err(ParamError::new("between", found, "one label for each city").into());
        }
        Ok(self.null(graph).into())
    }

    fn check(&self) -> Result<(), ParamError> {
        if !(self.switches_per_tie > 0.0 && self.switches_per_tie <= 1e6) {
            let expected = "positive, up to a million";
            return Err(ParamError::new("switches_per_tie", self.switches_per_tie, expected));
        }
        if self.trades == 0 {
            return Err(ParamError::new("trades", 0, "at least 1"));
        }
        if self.among.is_some() && self.method == Method::GlobalTrades {
            return Err(ParamError::new("between", "global trades", "switches, with groups"));
        }
        Ok(())
    }

    fn null(&self, graph: &Adjacency) -> Result<DegreePreservingNull, Undefined> {
        if graph.edge_count() == 0 {
            return Err(Undefined::NoEdges);
        }
        let between = graph.edges().any(|(a, b, _)| takes_part(self.among.as_ref(), a, b));
        if only_network(graph) || !between {
            return Err(Undefined::NotAttainable { p_min: 1.0 });
        }
        let steps = match self.method {
            Method::Switches => self.steps(graph)?,
            Method::GlobalTrades => u64::from(self.trades),
        };
        Ok(DegreePreservingNull {
            method: self.method,
            among: self.among.clone(),
            seed: self.seed,
            steps,
            graph: graph.clone(),
        })
    }

    /// The steps it takes to make the switches asked for; not attainable if none is possible.
    fn steps(&self, graph: &Adjacency) -> Result<u64, Undefined> {
        let mut random = Random::new(self.seed, "degree-preserving: steps", 0);
        let mut walk = Switches::new(graph, self.among.as_ref());
        let target = (self.switches_per_tie * walk.walking() as f64).ceil() as u64;
        let (mut steps, mut switches) = (0, 0);
        while switches < target && steps < target * Self::MOST_STEPS_PER_SWITCH {
            switches += u64::from(walk.step(&mut random));
            steps += 1;
        }
        if switches == 0 { Err(Undefined::NotAttainable { p_min: 1.0 }) } else { Ok(steps) }
    }
}

impl DegreePreservingNull {
    /// The network of one replicate.
    pub fn draw(&self, replicate: u64) -> Redrawn {
        let mut random = Random::new(self.seed, "degree-preserving", replicate);
        let (ties, attempts, accepted) = match self.method {
            Method::Switches => self.switched(&mut random),
            Method::GlobalTrades => self.traded(&mut random),
        };
        let part = |&(a, b, _): &(Node, Node, f64)| takes_part(self.among.as_ref(), a, b);
        let mut weights: Vec<f64> = self.graph.edges().filter(part).map(|tie| tie.2).collect();
        random.shuffle(&mut weights);
        let ties = ties.into_iter().zip(weights).map(|((from, to), weight)| (from, to, weight));
        let ties = ties.chain(self.graph.edges().filter(|tie| !part(tie)));
        Redrawn { adjacency: with_own(&self.graph, ties), attempts, accepted }
    }

    fn switched(&self, random: &mut Random) -> (Vec<(Node, Node)>, u64, u64) {
        let mut walk = Switches::new(&self.graph, self.among.as_ref());
        let accepted = (0..self.steps).map(|_| u64::from(walk.step(random))).sum();
        (walk.into_ties(), self.steps, accepted)
    }

    fn traded(&self, random: &mut Random) -> (Vec<(Node, Node)>, u64, u64) {
        let directed = self.graph.is_directed();
        let mut partners = lists(&self.graph);
        let mut trader = Trader::new(partners.len());
        let (mut attempts, mut accepted) = (0, 0);
        for _ in 0..self.steps {
            let (trades, moved) = global_trade(directed, &mut partners, &mut trader, random);
            (attempts, accepted) = (attempts + trades, accepted + moved);
        }
        let ties = self
            .graph
            .nodes()
            .flat_map(|from| partners[from as usize].iter().map(move |&to| (from, to)));
        let ties = ties.filter(|&(from, to)| directed || from < to).collect();
        (ties, attempts, accepted)
    }
}

/// A network of these ties and the self-ties of another.
pub(super) fn with_own(
    graph: &Adjacency,
    ties: impl Iterator<Item = (Node, Node, f64)>,
) -> Adjacency {
    let own = graph.nodes().zip(graph.self_ties()).filter(|(_, weight)| **weight > 0.0);
    let own = own.map(|(node, &weight)| (node, node, weight));
    let build = if graph.is_directed() { Adjacency::from_arcs } else { Adjacency::from_edges };
    let ties: Vec<_> = ties.chain(own).collect();
    build(graph.node_count(), ties).expect("weights of a network, one for each pair")
}
