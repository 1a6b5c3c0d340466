//! Detected communities of both embedded regions beside their provinces and declared circles, and what of
//! that is established.
use conurbation::circles::Declared;
use conurbation::community::compare::{AdjustedMutualInformation, Cover, OverlappingNmi};
use conurbation::community::{Communities, Consensus, Partition, Significance, Verdict};
use conurbation::network::{CityNetwork, EventsByChance, Projection};
use conurbation::nulls::BorderSwap;
use conurbation::statistics::{Alternative, Permutation, PermutationTest};
use conurbation::{Error, Measured, Region, datasets};
use std::collections::BTreeSet;

fn main() -> Result<(), Error> {
    for name in datasets::NAMES {
        let region = datasets::by_name(name).expect("an embedded region");
        let network = region.network(&Projection::new())?;
        println!("{}", region.name());
        let communities = detected(&network)?;
        beside_provinces(&region, &network, &communities)?;
        beside_circles(name, &region)?;
        println!();
    }
    Ok(())
}

/// Finds communities, and says how stable they are and whether they are more than chance.
fn detected(network: &CityNetwork) -> Result<Partition, Error> {
    let found = Communities::new().run(network)?;
    print!("{}", found.partition.named(network)?);
    let quality = found.modularity.value().map_or("–".to_owned(), |q| format!("{q:.3}"));
    println!("modularity {quality}, chosen by {:?}", found.rule);
    let runs = Consensus::new().runs(50).run(network)?;
    let alike = runs.mean_ami.value().map_or("–".to_owned(), |ami| format!("{ami:.2}"));
    println!(
        "stability: the best quality in {:.0} % of runs, mean likeness {alike}",
        100.0 * runs.best_share
    );
    // An event of many parties ties them all, so what chance redraws is who took part in what.
    let events = EventsByChance::new().prepare(network)?;
    let test = Significance::new().replicates(99).runs(2);
    let test = match &events {
        Measured::Value(events) => test.redrawn(network, |replicate| events.draw(replicate))?,
        Measured::Undefined(_) => test.run(network)?,
    };
    let verdict = match test.verdict {
        Verdict::Significant => "more than the same events with other parties".to_owned(),
        Verdict::NoSignificantCommunities => "no significant communities".to_owned(),
        Verdict::NoTest(reason) => format!("no test: {reason}"),
    };
    if let Measured::Value(test) = test.test {
        let (p, least) = (test.p, test.attainable);
        println!(
            "modularity by chance {:.3}, p {p:.3} (least {least:.3}): {verdict}",
            test.null_mean
        );
    }
    Ok(found.partition)
}

/// Are communities provinces? And is it these borders, or would any do?
fn beside_provinces(
    region: &Region,
    network: &CityNetwork,
    communities: &Partition,
) -> Result<(), Error> {
    let Measured::Value((provinces, _)) = network.provinces() else { return Ok(()) };
    let ami = AdjustedMutualInformation::new();
    let permutation = Permutation::new().replicates(999);
    let dealt = ami.test(communities, &provinces, &permutation)?;
    say("provinces", "dealt at random", dealt);
    let node = |place| network.node(&region.place(place).id).ok();
    let borders = region.borders().iter().filter_map(|row| Some((node(row.a)?, node(row.b)?)));
    if let Measured::Value(null) = BorderSwap::new(&provinces).borders(borders).prepare()? {
        let observed = ami.run(communities, &provinces)?;
        let permutation = permutation.replicates(199).alternative(Alternative::Greater);
        let moved = permutation.redrawn(observed, |nth| ami.run(communities, null.draw(nth)))?;
        say("provinces", "of as many cities in one piece, with other borders", moved);
    }
    Ok(())
}

/// Are communities declared circles? A row that founds or runs a circle is no evidence for it: such
/// rows are left out first.
fn beside_circles(name: &str, region: &Region) -> Result<(), Error> {
    let declared = Declared::new().founding(datasets::founding_rows(name));
    let declared = declared.run(region, &region.network(&Projection::new())?)?;
    let founding: BTreeSet<&String> =
        declared.circles.iter().flat_map(|circle| &circle.founding).collect();
    println!("without {} rows that found or run a circle:", founding.len());
    let network = region.network(&Projection::new().without(founding.into_iter().cloned()))?;
    let communities = Communities::new().run(&network)?.partition;
    let cities = network.cities().len();
    // All cities are no circle among them.
    let circles: Vec<_> =
        declared.circles.iter().filter(|circle| circle.members.len() < cities).collect();
    let cover = Cover::new(cities, circles.iter().map(|circle| circle.members.clone()))?;
    let detected = Cover::from_labels(communities.labels());
    let permutation = Permutation::new().replicates(999);
    let alike = OverlappingNmi::new().test(&detected, &cover, &permutation)?;
    say("declared circles", "with other cities in their places", alike);
    for circle in circles {
        let best = detected.circles().iter().map(|group| {
            let both = group.iter().filter(|city| circle.members.contains(city)).count();
            both as f64 / (group.len() + circle.members.len() - both) as f64
        });
        println!(
            "  {} {} ({} cities): best match {:.2}",
            circle.name,
            circle.name_local.as_deref().unwrap_or_default(),
            circle.members.len(),
            best.fold(0.0, f64::max)
        );
    }
    Ok(())
}

/// A likeness, how likely chance makes one, and what that establishes.
fn say(what: &str, chance: &str, test: Measured<PermutationTest>) {
    match test {
        Measured::Value(test) => {
            let verdict = if test.p <= 0.05 { "more than chance" } else { "not established" };
            println!(
                "likeness to {what} {:.2}; {what} {chance}: {:.2}, p {:.3}: {verdict}",
                test.statistic, test.null_mean, test.p
            );
        }
        Measured::Undefined(reason) => println!("likeness to {what}: no test, {reason}"),
    }
}
