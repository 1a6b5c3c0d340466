//! `communities`: which cities belong together, how stable that is, and whether it is more than chance.
use crate::arguments::{Communities as Arguments, Format};
use crate::input::Input;
use crate::progress;
use conurbation::catalogue::{self, Choices};
use conurbation::community::{
    Communities, CommunitiesResult, Community, Consensus, ConsensusResult, Modularity, Partition,
    Rule, Search, Significance, SignificanceResult, Verdict,
};
use conurbation::network::EventsByChance;
use conurbation::report::{number, wrap};
use conurbation::{Measured, ParamError, Result, Watch};
use serde_json::{Value, json};

/// What was found, and all that is known of it.
struct Found {
    partition: Partition,
    modularity: Measured,
    resolution: f64,
    summary: Vec<Community>,
    chosen: Option<CommunitiesResult>,
    consensus: ConsensusResult,
    significance: SignificanceResult,
    null: &'static str,
}

const PROPAGATION: &str = "label-propagation";
const EVENTS: &str = "events of the same cities and sizes, with other parties";
const DEGREES: &str = "networks in which every city has as many partners, weights shuffled";

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let chooses = catalogue::method(&arguments.method)?.resolution.is_none();
    if let (true, Some(asked)) = (chooses, arguments.resolution) {
        let expected = "only used with another --method than default, which chooses it";
        let value = asked.to_string();
        return Err(ParamError { setter: "resolution", value, expected }.into());
    }
    let input = Input::read(&arguments.common)?;
    let found = progress::watched(|watch| find(arguments, &input, watch))?;
    match arguments.common.format {
        Format::Json => crate::print(&to_json(arguments, &input, &found)),
        Format::Text => crate::print(&to_text(arguments, &input, &found)),
    }
}

fn find(arguments: &Arguments, input: &Input, watch: &Watch) -> Result<Found> {
    let graph = input.adjacency();
    let (seed, runs) = (arguments.common.seed, arguments.runs);
    let method = catalogue::method(&arguments.method)?;
    let (partition, chosen) = if method.resolution.is_none() {
        let found = Communities::new().seed(seed).watch(watch).run(graph)?;
        (found.partition.clone(), Some(found))
    } else {
        let resolution = arguments.resolution;
        let choices = Choices { resolution, runs, seed, watch: watch.clone() };
        (method.run(graph, &choices)?, None)
    };
    // Stability and the test are those of Leiden at the same resolution.
    let resolution = match &chosen {
        Some(found) => found.resolution.value().unwrap_or(1.0),
        None if method.name == PROPAGATION => 1.0,
        None => arguments.resolution.unwrap_or(1.0),
    };
    let consensus = Consensus::new().runs(runs).resolution(resolution).seed(seed).watch(watch);
    let consensus = consensus.run(graph)?;
    let test = Significance::new().replicates(arguments.replicates).seed(seed).watch(watch);
    let test = match &chosen {
        Some(found) if found.rule == Rule::Likelihood => test.search(Search::Likelihood).runs(1),
        _ => test.resolution(resolution),
    };
    let events = match input.network() {
        Some(network) => EventsByChance::new().seed(seed).prepare(network)?.value(),
        None => None,
    };
    let (significance, null) = match &events {
        Some(events) => (test.redrawn(graph, |replicate| events.draw(replicate))?, EVENTS),
        None => (test.run(graph)?, DEGREES),
    };
    Ok(Found {
        modularity: Modularity::new(partition.labels()).run(graph)?,
        summary: partition.summary(graph)?,
        partition,
        resolution,
        chosen,
        consensus,
        significance,
        null,
    })
}

fn to_json(arguments: &Arguments, input: &Input, found: &Found) -> String {
    let order = input.order();
    let nodes: Vec<&str> = order.iter().map(|&node| input.id(node)).collect();
    let labels: Vec<u32> = order.iter().map(|&node| found.partition.label(node)).collect();
    let stability: Vec<Value> =
        order.iter().map(|&node| json!(found.consensus.stability.get(node).value())).collect();
    let groups = found.partition.groups();
    let list = groups.iter().zip(&found.summary).map(|(cities, community)| {
        let mut value = json!(community);
        value["centre"] = json!(input.id(community.centre));
        value["cities"] = json!(cities.iter().map(|&city| input.id(city)).collect::<Vec<_>>());
        value
    });
    let consensus = &found.consensus;
    let object = json!({
        "conurbation": env!("CARGO_PKG_VERSION"),
        "input": input.describe(&arguments.common),
        "projection": input.projection(),
        "seed": arguments.common.seed,
        "nodes": nodes,
        "communities": {
            "labels": labels,
            "count": found.partition.count(),
            "modularity": found.modularity.value(),
            "method": arguments.method,
            "resolution": found.resolution,
            "rule": found.chosen.as_ref().map(|chosen| chosen.rule),
            "likelihood": found.chosen.as_ref().map(|chosen| chosen.likelihood),
            "list": list.collect::<Vec<_>>(),
            "stability": {
                "runs": arguments.runs,
                "best_share": consensus.best_share,
                "best_quality": consensus.best.quality,
                "divisions": consensus.divisions,
                "mean_ami": consensus.mean_ami,
                "consensus": order.iter().map(|&node| consensus.partition.label(node)).collect::<Vec<_>>(),
                "cities": stability,
            },
            "significance": found.significance,
            "null": found.null,
        },
    });
    format!("{object:#}")
}

fn to_text(arguments: &Arguments, input: &Input, found: &Found) -> String {
    let graph = input.adjacency();
    let direction = if graph.is_directed() { "directed" } else { "undirected" };
    let (cities, ties) = (graph.node_count(), graph.edge_count());
    let name = &arguments.common.input;
    let mut text = format!("{name}: cities {cities}, ties {ties}, {direction}\n");
    for line in input.account() {
        text.push_str(&format!("  {}\n", wrap(&line, 94).join("\n      ")));
    }
    let count = found.partition.count();
    let plural = if count == 1 { "community" } else { "communities" };
    text.push_str(&format!("\n{count} {plural}\n"));
    for (label, cities) in found.partition.groups().iter().enumerate() {
        let community = &found.summary[label];
        let names = arguments.common.names.into();
        let list: Vec<String> = cities.iter().map(|&city| input.name(city, names)).collect();
        let size = community.size;
        let head = format!(
            "{}. {} ({size} {})",
            label + 1,
            input.name(community.centre, names),
            if size == 1 { "city" } else { "cities" }
        );
        let (within, across) = (community.internal, community.external / 2.0);
        let own = match community.conductance {
            // Of its own, not of the smaller side, which conductance is a share of.
            Measured::Value(_) => {
                let share = 100.0 * across / (within + across);
                format!("{share:.0} % of its cooperation goes to cities outside")
            }
            Measured::Undefined(_) if within > 0.0 => "no city outside has ties".to_owned(),
            Measured::Undefined(_) => "no tie with another city".to_owned(),
        };
        text.push_str(&format!("  {head}: {own}\n"));
        text.push_str(&format!("     {}\n", wrap(&list.join(", "), 90).join("\n     ")));
    }
    for (title, lines) in [
        ("how they were found", quality(arguments, found)),
        ("how stable they are", stability(arguments, input, found)),
        ("whether they are more than chance", chance(found)),
    ] {
        text.push_str(&format!("\n{title}\n"));
        for line in lines {
            text.push_str(&format!("  {}\n", wrap(&line, 94).join("\n  ")));
        }
    }
    text
}

fn quality(arguments: &Arguments, found: &Found) -> Vec<String> {
    let mut lines = Vec::new();
    let resolution = number(found.resolution);
    match &found.chosen {
        Some(chosen) if chosen.rule == Rule::Likelihood => lines.push(format!(
            "default: of {} runs at all resolutions the division of the highest penalised likelihood, {} nats, found at resolution {resolution}",
            chosen.candidates.len(),
            chosen.likelihood.value().map_or("–".to_owned(), number),
        )),
        Some(chosen) if chosen.likelihood.value().is_some() => lines.push(format!(
            "default: no division of {} runs at all resolutions has a positive penalised likelihood (highest {}), so the network is too small or too noisy to speak for a resolution; this is the division of the highest modularity at resolution 1",
            chosen.candidates.len(),
            chosen.highest().value().map_or("–".to_owned(), number),
        )),
        Some(_) => lines.push("no two cities are tied, so each is alone".to_owned()),
        None if arguments.method == PROPAGATION => lines.push(format!(
            "{PROPAGATION}, with a penalty of {} for size; how stable communities are and whether they are more than chance is said of Leiden at resolution 1",
            number(arguments.resolution.unwrap_or(0.0)),
        )),
        None => lines.push(format!("{}, at resolution {resolution}", arguments.method)),
    }
    lines.push(match found.modularity {
        Measured::Value(value) => format!("modularity {} (at resolution 1)", number(value)),
        Measured::Undefined(reason) => format!("modularity undefined: {}", reason.words()),
    });
    lines
}

fn stability(arguments: &Arguments, input: &Input, found: &Found) -> Vec<String> {
    let consensus = &found.consensus;
    let (runs, divisions) = (arguments.runs, consensus.divisions);
    let mut lines = vec![format!(
        "{runs} runs of Leiden at this resolution: {divisions} different {}, the best quality in {:.0} % of runs, mean likeness of two runs (AMI) {}",
        if divisions == 1 { "division" } else { "divisions" },
        100.0 * consensus.best_share,
        consensus.mean_ami.value().map_or("–".to_owned(), number),
    )];
    let same = consensus.partition == found.partition;
    lines.push(if same {
        "the consensus of these runs is the division above".to_owned()
    } else {
        format!(
            "the consensus of these runs is another division, of {} communities",
            consensus.partition.count()
        )
    });
    let names = arguments.common.names.into();
    let unsure: Vec<String> = input
        .order()
        .iter()
        .filter_map(|&city| Some((city, consensus.stability.get(city).value()?)))
        .filter(|&(_, share)| share < 0.8)
        .map(|(city, share)| format!("{} {share:.2}", input.name(city, names)))
        .collect();
    if !unsure.is_empty() {
        lines.push(format!(
            "cities that are with the others of their community in fewer than 80 % of runs: {}",
            unsure.join(", ")
        ));
    }
    lines
}

fn chance(found: &Found) -> Vec<String> {
    let result = &found.significance;
    let mut lines = vec![match result.verdict {
        Verdict::Significant => "more than chance".to_owned(),
        Verdict::NoSignificantCommunities => {
            "no significant communities: chance does as well too often, so what is listed above is not to be called communities".to_owned()
        }
        Verdict::NoTest(reason) => format!("cannot be tested: {}", reason.words()),
    }];
    if let Measured::Value(test) = &result.test {
        let what = match &found.chosen {
            Some(chosen) if chosen.rule == Rule::Likelihood => "the highest penalised likelihood",
            _ => "the best modularity",
        };
        lines.push(format!(
            "{what} is {}; the same search on {} networks by chance finds {} on average (sd {}): z {}, p {} (smallest possible {})",
            number(test.statistic),
            test.replicates,
            number(test.null_mean),
            number(test.null_sd),
            test.z.value().map_or("–".to_owned(), number),
            number(test.p),
            number(test.attainable),
        ));
        lines.push(format!("by chance: {}", found.null));
    }
    if let Measured::Value(random) = result.random {
        lines.push(format!(
            "networks of as many cities and ties at random reach {} on average, and 95 % of them stay at or below {}",
            number(random.mean),
            number(random.q95),
        ));
    }
    lines.extend(result.warning.iter().map(|warning| format!("warning: {warning}")));
    lines
}
