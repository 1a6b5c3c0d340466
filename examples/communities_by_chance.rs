//! How often a test of communities cries wolf, and how often it sees one: worlds in which nothing is
//! planted, and some in which circles are. `cargo run --release --example communities_by_chance -- 200`
//! makes 200 worlds of each kind (20 unless said).
use conurbation::community::{CommunityNull, Significance, SignificanceResult, Verdict};
use conurbation::network::{EventsByChance, Projection};
use conurbation::synthetic::{LedgerWorld, NestedPartition, PowerLaw, RandomGeometric};
use conurbation::{Adjacency, Error, Measured};

/// A kind of world, what the test keeps, and how a world of a number is tested.
struct Study {
    world: &'static str,
    null: &'static str,
    planted: bool,
    test: Box<dyn Fn(u64) -> Result<SignificanceResult, Error>>,
}

fn main() -> Result<(), Error> {
    let worlds = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(20);
    println!("| world | null | planted | mean modularity | p ≤ .05 in |");
    println!("|---|---|---|--:|--:|");
    for study in studies() {
        let (mut significant, mut quality, mut tested) = (0, 0.0, 0);
        for world in 0..worlds {
            let found = (study.test)(world)?;
            significant += usize::from(found.verdict == Verdict::Significant);
            if let Measured::Value(test) = found.test {
                quality += test.statistic;
                tested += 1;
            }
        }
        let share = 100.0 * significant as f64 / worlds as f64;
        let (world, null) = (study.world, study.null);
        let planted = if study.planted { "circles" } else { "nothing" };
        println!(
            "| {world} | {null} | {planted} | {:.3} | {share:.1} % |",
            quality / f64::from(tested.max(1))
        );
    }
    Ok(())
}

fn studies() -> Vec<Study> {
    let flat = |cities, degree| {
        let flat = NestedPartition::new().branching(&[]).shares(&[1.0]).size(cities);
        flat.mean_degree(degree)
    };
    let circles = |size: u32, inside: f64| {
        let circles = NestedPartition::new().branching(&[4]).size(size).mean_degree(6.0);
        circles.shares(&[1.0 - inside, inside])
    };
    let mut all = Vec::new();
    for (world, cities, degree) in [
        ("13 cities, density .1", 13, 1.2),
        ("31 cities, density .1", 31, 3.0),
        ("41 cities, density .2", 41, 8.0),
    ] {
        let draw = move |world| Ok(flat(cities, degree).draw(world)?.adjacency);
        all.push(network(world, ("ties", CommunityNull::Ties), false, draw));
        all.push(network(world, ("degrees", CommunityNull::Degrees), false, draw));
    }
    let uneven = move |world| Ok(flat(41, 8.0).uneven_cities(true).draw(world)?.adjacency);
    let hubs = "41 uneven cities, density .2";
    all.push(network(hubs, ("ties", CommunityNull::Ties), false, uneven));
    all.push(network(hubs, ("degrees", CommunityNull::Degrees), false, uneven));
    all.push(network(hubs, ("strengths", CommunityNull::Strengths), false, uneven));
    let power = |world| PowerLaw::new().nodes(100).degrees(2, 30).draw(world);
    all.push(network("100 cities, power law", ("degrees", CommunityNull::Degrees), false, power));
    for (null, kind) in [
        ("degrees", Some(CommunityNull::Degrees)),
        ("strengths", Some(CommunityNull::Strengths)),
        ("events", None),
    ] {
        all.push(ledger("ledger of 41 cities and 300 rows", null, false, kind, LedgerWorld::new()));
    }
    let drawn = LedgerWorld::new().circles(8).circle_effect(4.0);
    all.push(ledger("ledger, circles draw 4 times as strongly", "events", true, None, drawn));
    let near = |world| Ok(RandomGeometric::new().nodes(41).mean_degree(6.0).draw(world)?.adjacency);
    all.push(network("41 cities, nearness only", ("degrees", CommunityNull::Degrees), false, near));
    for (world, inside) in [("4 circles of 10, half of ties inside", 0.5), ("… .7 inside", 0.7)] {
        let draw = move |world| Ok(circles(10, inside).draw(world)?.adjacency);
        all.push(network(world, ("degrees", CommunityNull::Degrees), true, draw));
    }
    all
}

fn test(world: u64) -> Significance {
    Significance::new().replicates(99).runs(2).seed(world)
}

fn network(
    world: &'static str,
    (null, kind): (&'static str, CommunityNull),
    planted: bool,
    draw: impl Fn(u64) -> Result<Adjacency, Error> + 'static,
) -> Study {
    let run = move |number| test(number).null(kind).run(draw(number)?);
    Study { world, null, planted, test: Box::new(run) }
}

/// Without a null of the network, events are redrawn.
fn ledger(
    world: &'static str,
    null: &'static str,
    planted: bool,
    kind: Option<CommunityNull>,
    worlds: LedgerWorld,
) -> Study {
    let run = move |number| {
        let network = worlds.draw(number)?.network(&Projection::new())?;
        if let Some(kind) = kind {
            return test(number).null(kind).run(&network);
        }
        match EventsByChance::new().seed(number).prepare(&network)? {
            Measured::Value(events) => test(number).redrawn(&network, |nth| events.draw(nth)),
            Measured::Undefined(_) => test(number).run(&network),
        }
    };
    Study { world, null, planted, test: Box::new(run) }
}
