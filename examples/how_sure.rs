//! How sure the numbers of one region are, and what chance would do.
use conurbation::centrality::Strength;
use conurbation::network::Projection;
use conurbation::statistics::{Alternative, Permutation};
use conurbation::structure::{Density, InteractionRatio};
use conurbation::uncertainty::{EventJackknife, LeaveOneOut, RankIntervals};
use conurbation::{Error, Measured, Undefined, datasets};

fn main() -> Result<(), Error> {
    let region = datasets::middle_yangtze();
    let network = region.network(&Projection::new())?;

    // An interval: leave the signings out in turn.
    let density = EventJackknife::new().run(&network, |graph| Density::new().run(graph))?;
    if let (Measured::Value(value), Measured::Value(it)) = (density.estimate, density.interval) {
        println!("density {value:.2}, between {:.2} and {:.2}", it.low, it.high);
    }

    // The row that carries most of it.
    let left = LeaveOneOut::new().run(&network, |graph| Density::new().run(graph))?;
    if let Some(first) = left.first() {
        let value = first.value.value().map_or("undefined".to_owned(), |it| format!("{it:.2}"));
        println!("without {} it is {value}", region.row_id(first.row));
    }

    // Who leads, and how sure that is.
    let ranks = RankIntervals::new().run(&network, |graph| Strength::new().run(graph))?;
    for rank in ranks.iter().filter(|rank| rank.rank.is_some_and(|rank| rank <= 3)) {
        let (name, chance) = (&network.city(rank.node).name, 100.0 * rank.among_top);
        println!("{name}: rank {} to {}, among the first 3 in {chance:.0} %", rank.low, rank.high);
    }

    // Do provinces keep to themselves more than provinces dealt at random would?
    let Measured::Value((provinces, _)) = network.provinces() else { return Ok(()) };
    let ratio = |labels: &[u32]| match InteractionRatio::new(labels).run(&network) {
        Ok(result) => result.ratio,
        Err(_) => Measured::Undefined(Undefined::Vacuous),
    };
    let test = Permutation::new().replicates(999).alternative(Alternative::Less);
    if let Measured::Value(test) = test.labels(&provinces, ratio)? {
        let (ratio, p, error) = (test.statistic, test.p, test.error);
        println!(
            "ties across provinces: {ratio:.2} of what strengths imply, p {p:.3} ± {error:.3}"
        );
    }
    Ok(())
}
