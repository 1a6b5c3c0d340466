//! The numbers of a network, all at once.
use crate::catalogue::{Answer, Correction, Inference, Measure, Options, Subject, compared};
use crate::{Adjacency, Error, Measured, Result, Undefined, Watch};

/// A measure of a whole network, with how it is set beside that of another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quantity {
    pub(super) measure: &'static Measure,
    pub(super) inference: Inference,
}

/// The measures of a whole network, in the order of the catalogue.
pub(super) fn quantities() -> Vec<Quantity> {
    compared()
        .filter_map(|measure| Some(Quantity { measure, inference: measure.inference? }))
        .collect()
}

/// The number of each quantity.
pub(super) fn numbers(
    quantities: &[Quantity],
    graph: &Adjacency,
    groups: Measured<Vec<u32>>,
    watch: &Watch,
) -> Result<Vec<Measured>> {
    let subject = subject(graph, groups, watch);
    quantities.iter().map(|quantity| number(quantity.measure.run(&subject))).collect()
}

/// The number of each quantity, those about provinces less what provinces dealt at random give.
pub(super) fn less_chance(
    quantities: &[Quantity],
    graph: &Adjacency,
    groups: Measured<Vec<u32>>,
    watch: &Watch,
) -> Result<Vec<Measured>> {
    let subject = subject(graph, groups, watch);
    let less_chance = |quantity: &Quantity| {
        let value = number(quantity.measure.run(&subject))?;
        if quantity.inference.correction != Correction::LessChance {
            return Ok(value);
        }
        match quantity.measure.by_chance(&subject)? {
            Some(by_chance) => {
                let by_chance = number(Ok(by_chance))?;
                Ok(value.and_then(|value| by_chance.map(|by_chance| value - by_chance)))
            }
            None => Ok(Measured::Undefined(Undefined::Vacuous)),
        }
    };
    quantities.iter().map(less_chance).collect()
}

fn subject<'a>(graph: &'a Adjacency, groups: Measured<Vec<u32>>, watch: &Watch) -> Subject<'a> {
    let options = Options { watch: watch.clone(), ..Options::default() };
    Subject::new(graph).groups(groups).options(options)
}

/// The number of a measure. One that comes to no rest on one graph of thousands has no value there;
/// the others stand.
fn number(answer: Result<Answer>) -> Result<Measured> {
    match answer {
        Ok(Answer::Number(number)) => Ok(number),
        Ok(Answer::Scores(_)) => {
            unreachable!("a measure of the whole network gives one number")
        }
        Err(Error::NotConverged { .. }) => Ok(Measured::Undefined(UNRESTING)),
        Err(error) => Err(error),
    }
}

/// Why a measure that is iterated has no value.
const UNRESTING: Undefined = Undefined::Assumption {
    broken: "the weights differ so much that the iteration comes to no rest",
    instead: "weights nearer to each other",
};

/// The values of one quantity over replicates.
pub(super) fn column(replicates: &[Vec<Measured>], quantity: usize) -> Vec<Measured> {
    replicates.iter().map(|numbers| numbers[quantity]).collect()
}
