//! Networks, tables and borders drawn again.
use super::labels::engine;
use super::{Expected, SEED, Section, Study};
use conurbation::network::Projection;
use conurbation::nulls::{
    BorderSwap, Curveball, DegreeDistance, DegreePreserving, DistanceBands, Distances, Incidence,
    Method,
};
use conurbation::structure::{Clustering, Mixing};
use conurbation::synthetic::{LedgerWorld, Network, NetworkWorld};
use conurbation::{Adjacency, Measured, Result};
use std::collections::BTreeMap;

/// A p of values that a null draws.
fn test(
    world: u64,
    observed: Measured,
    draw: impl Fn(u64) -> Result<Measured> + Sync,
) -> Result<Measured> {
    Ok(engine(world).redrawn(observed, draw)?.map(|test| test.p))
}

/// The draws of the one null that takes its time: with the data 40, so that p can be 0.05.
const FEW: usize = 39;

fn transitivity(graph: &Adjacency) -> Result<Measured> {
    Ok(Clustering::new().run(graph)?.transitivity)
}

fn degrees(kind: &str, world: NetworkWorld, method: Method) -> Study {
    let name = match method {
        Method::GlobalTrades => "`DegreePreserving`, global trades, transitivity",
        _ => "`DegreePreserving`, transitivity",
    };
    let world = world.seed(SEED);
    Study::one(kind, (name, Expected::Level), move |number| {
        let network = world.draw(number)?;
        match DegreePreserving::new().method(method).seed(number).prepare(&network)? {
            Measured::Undefined(reason) => Ok(Measured::Undefined(reason)),
            Measured::Value(null) => test(number, transitivity(&network.adjacency)?, |replicate| {
                transitivity(&null.draw(replicate).adjacency)
            }),
        }
    })
}

/// Who took part in which row that ties cities.
fn table(world: &LedgerWorld, number: u64) -> Result<Incidence> {
    let network = world.draw(number)?.network(&Projection::new())?;
    let mut rows = BTreeMap::new();
    for part in network.contributions() {
        let next = rows.len() as u32;
        rows.entry(part.row).or_insert(next);
    }
    let parties = network.contributions().iter().flat_map(|part| {
        let row = rows[&part.row];
        [(part.from, row), (part.to, row)]
    });
    Incidence::from_pairs(network.cities().len(), rows.len(), parties)
}

/// The share of pairs of cities that met twice or more.
fn repeated(table: &Incidence) -> Measured {
    let cities = table.city_count() as u32;
    let pairs = || (0..cities).flat_map(|a| (a + 1..cities).map(move |b| (a, b)));
    let often = pairs().filter(|&(a, b)| table.shared(a, b) > 1).count();
    Measured::Value(often as f64 / pairs().count() as f64)
}

fn meetings(kind: &str, expected: Expected, world: LedgerWorld) -> Study {
    let world = world.seed(SEED);
    let name = "`Curveball`, pairs that met twice or more";
    Study::one(kind, (name, expected), move |number| {
        let table = table(&world, number)?;
        // Cities trade, so their number decides how many trades mix.
        let trades = 5 * table.city_count() as u32;
        match Curveball::new().trades(trades).seed(number).prepare(&table)? {
            Measured::Undefined(reason) => Ok(Measured::Undefined(reason)),
            Measured::Value(null) => {
                test(number, repeated(&table), |nth| Ok(repeated(&null.draw(nth))))
            }
        }
    })
}

/// The share of weight within provinces, of a null that heeds distance.
fn distances(kind: &str, name: &'static str, world: NetworkWorld, with_degrees: bool) -> Study {
    let world = world.seed(SEED);
    Study::one(kind, (name, Expected::Level), move |number| {
        let network = world.draw(number)?;
        let cities = network.adjacency.node_count();
        let km = Distances::from_fn(cities, |a, b| network.distance_km(a, b))?;
        let mixing = Mixing::new(&network.provinces);
        let across = |graph: &Adjacency| Ok(mixing.run(graph)?.external_share);
        let observed = across(&network.adjacency)?;
        if with_degrees {
            match DegreeDistance::new().seed(number).prepare(&network, &km)? {
                Measured::Undefined(reason) => Ok(Measured::Undefined(reason)),
                Measured::Value(null) => test(number, observed, |nth| across(&null.draw(nth))),
            }
        } else {
            match DistanceBands::new().seed(number).prepare(&network, &km)? {
                Measured::Undefined(reason) => Ok(Measured::Undefined(reason)),
                Measured::Value(null) => test(number, observed, |nth| across(&null.draw(nth))),
            }
        }
    })
}

fn borders(kind: &str, world: NetworkWorld) -> Study {
    let world = world.seed(SEED);
    Study::one(kind, ("`BorderSwap`, ties across provinces", Expected::Level), move |number| {
        let Network { adjacency, provinces, borders, .. } = world.draw(number)?;
        let across = |labels: &[u32]| Ok(Mixing::new(labels).run(&adjacency)?.external_share);
        match BorderSwap::new(&provinces).borders(borders).seed(number).prepare()? {
            Measured::Undefined(reason) => Ok(Measured::Undefined(reason)),
            Measured::Value(null) => {
                let few = engine(number).replicates(FEW);
                let test = few.redrawn(across(&provinces)?, |nth| across(&null.draw(nth)))?;
                Ok(test.map(|test| test.p))
            }
        }
    })
}

pub(super) fn section() -> Section {
    let (ties, rows) = (NetworkWorld::new, LedgerWorld::new);
    let (bands, both) =
        ("`DistanceBands`, weight across provinces", "`DegreeDistance`, weight across provinces");
    Section {
        title: "Nulls that draw again",
        text: "Null of `DegreePreserving` and `Curveball`: nothing matters but how many partners, \
            or rows, each city has, and how many parties each row. Of `DistanceBands`: nothing but \
            distance; it refuses where cities are too uneven, and the share is of the worlds it \
            answers. Of `DegreeDistance`: nothing but distance and activity. Of `BorderSwap`: \
            borders mean nothing, and nor does distance; 39 \
            draws.",
        studies: vec![
            degrees("independent ties, plain", ties(), Method::Switches),
            degrees("independent ties, uneven", ties().activity_sd(1.0), Method::Switches),
            degrees("independent ties, uneven", ties().activity_sd(1.0), Method::GlobalTrades),
            meetings("ledgers, plain", Expected::Level, rows()),
            meetings("ledgers, uneven", Expected::Level, rows().activity_sd(1.0)),
            distances("distance", bands, ties().distance_decay(1.0), false),
            distances(
                "distance, activity 0.25",
                bands,
                ties().distance_decay(1.0).activity_sd(0.25),
                false,
            ),
            distances(
                "distance, uneven",
                bands,
                ties().distance_decay(1.0).activity_sd(1.0),
                false,
            ),
            distances("distance", both, ties().distance_decay(1.0), true),
            distances("distance, uneven", both, ties().distance_decay(1.0).activity_sd(1.0), true),
            borders("independent ties, uneven", ties().activity_sd(1.0)),
        ],
    }
}
