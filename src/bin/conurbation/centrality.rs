//! `centrality`, `network` and `measures`: numbers of one network.
use crate::arguments::{Centrality, Common, Format, Measures, Network};
use crate::input::Input;
use crate::progress;
use conurbation::catalogue::{self, Answer, MEASURES, Measure, Method, Options, Scope};
use conurbation::centrality::Convention;
use conurbation::paths::EdgeLength;
use conurbation::report::{TextTable, number, wrap};
use conurbation::uncertainty::{RankInterval, RankIntervals};
use conurbation::{Measured, ParamError, Result, Scores, Undefined};
use serde_json::{Map, Value, json};

/// The answers to the measures asked for, by name.
type Answers = Vec<(&'static Measure, Answer)>;
/// How sure the rank of each city is, by the name of the measure.
type Ranks = Vec<(&'static str, Vec<RankInterval>)>;
/// Ranks and how they were drawn.
type Drawn = (RankIntervals, Ranks);

pub(crate) fn run(arguments: &Centrality) -> Result<()> {
    let definitions = arguments.definitions.to_options()?;
    let options = Options { normalized: arguments.normalized, ..definitions };
    let measures = chosen(&arguments.measure)?;
    let common = &arguments.common;
    let input = Input::read(common)?;
    let answers = compute(&input, &measures, &options)?;
    let ranks = match arguments.ranks {
        Some(replicates) => Some(ranks(&input, common, &measures, &options, replicates)?),
        None => None,
    };
    match common.format {
        Format::Json => {
            let mut object = to_json(&input, common, &options, &answers);
            if let Some(ranks) = ranks {
                object["ranks"] = ranks_json(&input, &ranks);
            }
            crate::print(&format!("{object:#}"))
        }
        Format::Text => {
            let ranks = ranks.map(|drawn| drawn.1).unwrap_or_default();
            crate::print(&to_text(&input, common, &options, &answers, &ranks, arguments.top))
        }
    }
}

/// How sure ranks are, for the measures that give a score to each city.
fn ranks(
    input: &Input,
    common: &Common,
    measures: &[&'static Measure],
    options: &Options,
    replicates: usize,
) -> Result<Drawn> {
    let Input::Region { network, .. } = input else {
        let expected = "a region, for --ranks: an edge list has no events to be drawn again";
        let value = common.input.clone();
        return Err(ParamError { setter: "input", value, expected }.into());
    };
    progress::watched(|watch| {
        let intervals = RankIntervals::new().replicates(replicates).seed(common.seed).watch(watch);
        let ranked = measures.iter().filter(|measure| measure.scope == Scope::City);
        let ranked =
            ranked.map(|measure| Ok((measure.name, measure.ranks(network, options, &intervals)?)));
        let ranks = ranked.collect::<Result<_>>()?;
        Ok((intervals, ranks))
    })
}

/// How they were drawn, and the ranks in order of first appearance, as the scores are.
fn ranks_json(input: &Input, (drawn, ranks): &Drawn) -> Value {
    let mut object = Map::new();
    for (name, ranks) in ranks {
        let column = |value: fn(&RankInterval) -> Value| -> Vec<Value> {
            input.order().iter().map(|&node| value(&ranks[node as usize])).collect()
        };
        let columns = json!({
            "rank": column(|it| json!(it.rank)),
            "low": column(|it| json!(it.low)),
            "high": column(|it| json!(it.high)),
            "among_top": column(|it| json!(it.among_top)),
        });
        object.insert((*name).to_owned(), columns);
    }
    let mut value = json!(drawn);
    value["measures"] = Value::Object(object);
    value
}

pub(crate) fn network(arguments: &Network) -> Result<()> {
    let all = || MEASURES.iter().filter(|measure| measure.scope != Scope::City).collect();
    let measures = if arguments.measure.is_empty() { all() } else { chosen(&arguments.measure)? };
    let options = arguments.definitions.to_options()?;
    let input = Input::read(&arguments.common)?;
    let answers = compute(&input, &measures, &options)?;
    let common = &arguments.common;
    match common.format {
        Format::Json => crate::print(&format!("{:#}", to_json(&input, common, &options, &answers))),
        Format::Text => {
            crate::print(&to_text(&input, common, &options, &answers, &Ranks::new(), None))
        }
    }
}

/// Lists the catalogue.
pub(crate) fn list(arguments: &Measures) -> Result<()> {
    if arguments.markdown {
        let (measures, methods) = (catalogue::to_markdown(), catalogue::methods_to_markdown());
        return crate::print(&format!("{measures}\n{methods}"));
    }
    let mut text = String::new();
    for measure in MEASURES.iter() {
        let scope = if measure.scope == Scope::City { "each city" } else { "the network" };
        text.push_str(&format!("{} ({scope}): {}\n", measure.name, measure.meaning));
        let rest = format!("{}; {}; {}", measure.convention, measure.cost, measure.source);
        text.push_str(&format!("    {}\n", wrap(&rest, 94).join("\n    ")));
    }
    for method in catalogue::METHODS {
        let Method { name, meaning, convention, cost, source, .. } = method;
        text.push_str(&format!("communities --method {name}: {meaning}\n"));
        let rest = format!("{convention}; {cost}; {source}");
        text.push_str(&format!("    {}\n", wrap(&rest, 94).join("\n    ")));
    }
    crate::print(&text)
}

fn chosen(names: &[String]) -> Result<Vec<&'static Measure>> {
    let mut measures: Vec<&'static Measure> = Vec::new();
    for name in names {
        let measure = catalogue::measure(name.trim())?;
        if !measures.iter().any(|known| known.name == measure.name) {
            measures.push(measure);
        }
    }
    Ok(measures)
}

fn compute(input: &Input, measures: &[&'static Measure], options: &Options) -> Result<Answers> {
    progress::watched(|watch| {
        let options = Options { watch: watch.clone(), ..options.clone() };
        let subject = input.subject().options(options);
        measures.iter().map(|&measure| Ok((measure, measure.run(&subject)?))).collect()
    })
}

/// The choices that are not those by default, in words.
fn choices(options: &Options) -> Vec<String> {
    let mut lines = Vec::new();
    match options.edge_length {
        EdgeLength::InverseWeight { alpha } => {
            lines.push(format!("length of a tie: 1 / weight^{alpha}"));
        }
        EdgeLength::Weight => lines.push("length of a tie: its weight".to_owned()),
        _ => {}
    }
    match options.like {
        Some(Convention::Ucinet) => lines.push("where tools differ: as UCINET 6.849".to_owned()),
        Some(Convention::NetworkX) => lines.push("where tools differ: as NetworkX 3.6".to_owned()),
        Some(Convention::Igraph) => lines.push("where tools differ: as igraph 1.0".to_owned()),
        _ => {}
    }
    lines
}

fn to_json(input: &Input, common: &Common, options: &Options, answers: &Answers) -> Value {
    let (mut measures, mut undefined) = (Map::new(), Map::new());
    for (measure, answer) in answers {
        let (value, reason) = match answer {
            Answer::Scores(scores) => scores_json(input, scores),
            Answer::Number(Measured::Value(value)) => (json!(value), Value::Null),
            Answer::Number(Measured::Undefined(reason)) => (Value::Null, json!(reason)),
            _ => continue,
        };
        measures.insert(measure.name.to_owned(), value);
        if !reason.is_null() {
            undefined.insert(measure.name.to_owned(), reason);
        }
    }
    let nodes: Vec<&str> = input.order().iter().map(|&node| input.id(node)).collect();
    json!({
        "conurbation": env!("CARGO_PKG_VERSION"),
        "input": input.describe(common),
        "projection": input.projection(),
        "options": options,
        "seed": common.seed,
        "nodes": nodes,
        "measures": measures,
        "undefined": undefined,
    })
}

/// The scores in order of first appearance, and the reasons of those that are missing.
fn scores_json(input: &Input, scores: &Scores) -> (Value, Value) {
    let values = input.order().iter().map(|&node| json!(scores.get(node).value())).collect();
    let reasons: Map<String, Value> = scores
        .undefined()
        .iter()
        .map(|(&node, reason)| (input.id(node).to_owned(), json!(reason)))
        .collect();
    let reasons = if reasons.is_empty() { Value::Null } else { Value::Object(reasons) };
    (values, reasons)
}

fn to_text(
    input: &Input,
    common: &Common,
    options: &Options,
    answers: &Answers,
    ranks: &Ranks,
    top: Option<usize>,
) -> String {
    let graph = input.adjacency();
    let direction = if graph.is_directed() { "directed" } else { "undirected" };
    let (cities, ties) = (graph.node_count(), graph.edge_count());
    let mut text = format!("{}: cities {cities}, ties {ties}, {direction}\n", common.input);
    for line in input.account() {
        text.push_str(&format!("  {}\n", wrap(&line, 94).join("\n      ")));
    }
    for line in choices(options) {
        text.push_str(&format!("  {line}\n"));
    }
    let mut numbers = TextTable::new(["measure", "value", "what it says of cities"]).words(2);
    let mut notes = Vec::new();
    let mut columns: Vec<(&Measure, &Scores)> = Vec::new();
    for (measure, answer) in answers {
        match answer {
            Answer::Scores(scores) => columns.push((measure, scores)),
            Answer::Number(Measured::Value(value)) => {
                numbers.row([measure.name, &number(*value), measure.meaning]);
            }
            Answer::Number(Measured::Undefined(reason)) => {
                numbers.row([measure.name, "–", measure.meaning]);
                notes.push(format!("{}: {}", measure.name, reason.words()));
            }
            _ => {}
        }
    }
    if !numbers.is_empty() {
        text.push_str(&format!("\n{}", numbers.to_text(100)));
    }
    if let Some(&(_, first)) = columns.first() {
        let header = ["".to_owned(), "city".to_owned()].into_iter();
        let sure = |name: &str| ranks.iter().find(|(known, _)| *known == name).map(|it| &it.1);
        let header = header.chain(columns.iter().flat_map(|(measure, _)| {
            let further = sure(measure.name).map(|_| ["ranks", "among first 3"]);
            let further = further.into_iter().flatten().map(str::to_owned);
            std::iter::once(measure.name.to_owned()).chain(further)
        }));
        let mut table = TextTable::new(header).words(1);
        let names = common.names.into();
        let ranked = first.ranking().map(|ranked| (ranked.rank.to_string(), ranked.node));
        let unranked = first.undefined().keys().map(|&node| ("–".to_owned(), node));
        for (rank, node) in ranked.chain(unranked).take(top.unwrap_or(usize::MAX)) {
            let scores = columns.iter().flat_map(|(measure, scores)| {
                let score = match scores.get(node) {
                    Measured::Value(value) => number(value),
                    Measured::Undefined(_) => "–".to_owned(),
                };
                let further = sure(measure.name).map(|ranks| {
                    let it = &ranks[node as usize];
                    [format!("{}–{}", it.low, it.high), format!("{:.0} %", 100.0 * it.among_top)]
                });
                std::iter::once(score).chain(further.into_iter().flatten())
            });
            table.row([rank, input.name(node, names)].into_iter().chain(scores));
        }
        text.push_str(&format!("\n{}", table.to_text(100)));
    }
    for (measure, scores) in &columns {
        let mut reasons: Vec<String> = scores.undefined().values().map(Undefined::words).collect();
        reasons.sort();
        reasons.dedup();
        let count = scores.undefined().len();
        let cities = if count == 1 { "city" } else { "cities" };
        notes.extend(
            reasons.iter().map(|reason| format!("{} of {count} {cities}: {reason}", measure.name)),
        );
    }
    if !notes.is_empty() {
        text.push_str(&format!("\nundefined (–)\n  {}\n", notes.join("\n  ")));
    }
    text
}
