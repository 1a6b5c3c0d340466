//! `centrality`, `network` and `measures`: numbers of one network.
use crate::arguments::{Centrality, Common, Format, LengthArgument, Measures, Network};
use crate::input::Input;
use crate::progress;
use conurbation::catalogue::{self, Answer, MEASURES, Measure, Options, Scope};
use conurbation::report::{TextTable, number, wrap};
use conurbation::{Measured, ParamError, Result, Scores, Undefined};
use serde_json::{Map, Value, json};

/// The answers to the measures asked for, by name.
type Answers = Vec<(&'static Measure, Answer)>;

pub(crate) fn run(arguments: &Centrality) -> Result<()> {
    let inverse = arguments.length == LengthArgument::InverseWeight;
    if let Some(alpha) = arguments.alpha.filter(|_| !inverse) {
        let (value, expected) = (alpha.to_string(), "only used with --length inverse-weight");
        return Err(ParamError { setter: "alpha", value, expected }.into());
    }
    let options = Options {
        edge_length: arguments.length.with(arguments.alpha.unwrap_or(1.0)),
        normalized: arguments.normalized,
        closeness: arguments.convention.as_str().try_into()?,
        ..Options::default()
    };
    let measures = chosen(&arguments.measure)?;
    let input = Input::read(&arguments.common)?;
    let answers = compute(&input, &measures, &options)?;
    match arguments.common.format {
        Format::Json => crate::print(&to_json(&input, &arguments.common, &options, &answers)),
        Format::Text => crate::print(&to_text(&input, &arguments.common, &answers, arguments.top)),
    }
}

pub(crate) fn network(arguments: &Network) -> Result<()> {
    let all = || MEASURES.iter().filter(|measure| measure.scope != Scope::City).collect();
    let measures = if arguments.measure.is_empty() { all() } else { chosen(&arguments.measure)? };
    let input = Input::read(&arguments.common)?;
    let options = Options::default();
    let answers = compute(&input, &measures, &options)?;
    match arguments.common.format {
        Format::Json => crate::print(&to_json(&input, &arguments.common, &options, &answers)),
        Format::Text => crate::print(&to_text(&input, &arguments.common, &answers, None)),
    }
}

/// Lists the catalogue.
pub(crate) fn list(arguments: &Measures) -> Result<()> {
    if arguments.markdown {
        return crate::print(&catalogue::to_markdown());
    }
    let mut text = String::new();
    for measure in MEASURES.iter() {
        let scope = if measure.scope == Scope::City { "each city" } else { "the network" };
        text.push_str(&format!("{} ({scope}): {}\n", measure.name, measure.meaning));
        let rest = format!("{}; {}; {}", measure.convention, measure.cost, measure.source);
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

fn to_json(input: &Input, common: &Common, options: &Options, answers: &Answers) -> String {
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
    let object = json!({
        "conurbation": env!("CARGO_PKG_VERSION"),
        "input": input.describe(common),
        "projection": input.projection(),
        "options": options,
        "seed": common.seed,
        "nodes": nodes,
        "measures": measures,
        "undefined": undefined,
    });
    format!("{object:#}")
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

fn to_text(input: &Input, common: &Common, answers: &Answers, top: Option<usize>) -> String {
    let graph = input.adjacency();
    let direction = if graph.is_directed() { "directed" } else { "undirected" };
    let (cities, ties) = (graph.node_count(), graph.edge_count());
    let mut text = format!("{}: cities {cities}, ties {ties}, {direction}\n", common.input);
    for line in input.account() {
        text.push_str(&format!("  {}\n", wrap(&line, 94).join("\n      ")));
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
        let header = header.chain(columns.iter().map(|(measure, _)| measure.name.to_owned()));
        let mut table = TextTable::new(header).words(1);
        let names = common.names.into();
        let ranked = first.ranking().map(|ranked| (ranked.rank.to_string(), ranked.node));
        let unranked = first.undefined().keys().map(|&node| ("–".to_owned(), node));
        for (rank, node) in ranked.chain(unranked).take(top.unwrap_or(usize::MAX)) {
            let scores = columns.iter().map(|(_, scores)| match scores.get(node) {
                Measured::Value(value) => number(value),
                Measured::Undefined(_) => "–".to_owned(),
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
        notes.extend(
            reasons.iter().map(|reason| format!("{} of {count} cities: {reason}", measure.name)),
        );
    }
    if !notes.is_empty() {
        text.push_str(&format!("\nundefined (–)\n  {}\n", notes.join("\n  ")));
    }
    text
}
