//! What an examination of declared circles found.
use super::circle_tests::CircleTestsResult;
use super::containment::ContainmentResult;
use super::core_mediation::CoreMediationResult;
use super::declared::DeclaredResult;
use super::in_ties::CirclesInTies;
use super::interaction::CircleInteractionResult;
use super::laminarity::LaminarityResult;
use super::levels::LevelTestsResult;
use super::maturity::MaturityResult;
use super::nesting_fit::NestingFitResult;
use super::support::SupportResult;
use super::verdict::Verdict;
use crate::Measured;
use crate::network::{City, Projection};
use crate::statistics::PermutationTest;
use serde::Serialize;

/// Everything about the declared circles of a region; prints as text for a terminal.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Examination {
    /// The version of the crate.
    pub conurbation: &'static str,
    /// The id of the region.
    pub region: String,
    /// Its name.
    pub region_name: String,
    /// Its local name.
    pub region_name_local: Option<String>,
    /// How the ledger became a network.
    pub projection: Projection,
    /// The seed of all that was drawn.
    pub seed: u64,
    /// How often chance was asked in each test.
    pub permutations: usize,
    /// The cities; a node is a position here.
    pub cities: Vec<City>,
    /// The strength of each city, in a unit of the weights.
    pub strength: Vec<f64>,
    /// How many pairs are tied.
    pub ties: usize,
    /// How many without the rows that found circles.
    pub ties_without_founding: usize,
    /// All rows that found a circle.
    pub founding: Vec<String>,
    /// The circles.
    pub declared: DeclaredResult,
    /// Which lies inside which.
    pub containment: ContainmentResult,
    /// How well they nest as sets.
    pub laminarity: LaminarityResult,
    /// Against circles of the same sizes at random.
    pub laminarity_test: Measured<PermutationTest>,
    /// Whether ties follow all circles together, without any row that founds one.
    pub fit: NestingFitResult,
    /// T0 of it: circles around random cities.
    pub fit_labels: Measured<PermutationTest>,
    /// T2 of it: proximity and activity.
    pub fit_distance: Measured<PermutationTest>,
    /// Every chain of circles inside circles.
    pub chains: Vec<ChainTests>,
    /// Each circle, without the rows that found it.
    pub circles: Vec<CircleFound>,
    /// How far each circle has come.
    pub maturity: Vec<MaturityResult>,
    /// How the circles of each level interact.
    pub levels: Vec<LevelFound>,
    /// How much the ties of each depth hold up.
    pub by_depth: Measured<SupportResult>,
    /// How much the ties of each circle hold up.
    pub by_circle: Measured<SupportResult>,
    /// The circles that the ties themselves make, and the declared ones beside them.
    pub in_ties: CirclesInTies,
}

/// A chain of circles, each inside the next.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ChainTests {
    /// The circles, the innermost first.
    pub circles: Vec<usize>,
    /// What each adds to the one around it.
    pub tests: LevelTestsResult,
}

/// What the ties say of one circle.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CircleFound {
    /// The circle.
    pub circle: usize,
    /// How many rows tie two of its cities, those that found it left out.
    pub rows: usize,
    /// The share of the weight inside it that comes from the rows that found it.
    pub founded: Measured,
    /// The tests.
    pub tests: CircleTestsResult,
    /// The q of T1 over all circles.
    pub q: Measured,
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub because: String,
}

/// How the circles of one level interact.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LevelFound {
    /// The level: 1 for circles in no other, 2 for those inside them.
    pub level: u32,
    /// How they interact.
    pub interaction: CircleInteractionResult,
    /// Through whom.
    pub mediation: CoreMediationResult,
}
