//! `circles`: the declared circles of a region, and those found in the ties.
use crate::arguments::{Circles, Format};
use crate::input::Input;
use crate::{input, progress};
use conurbation::centrality::Strength;
use conurbation::circles::{
    Cophenetic, Dasgupta, Declared, ExamineCircles, HierarchicalModularity, TreeDivergence,
    TreeScore,
};
use conurbation::report::{CirclePacking, Dendrogram};
use conurbation::{Date, Error, ParamError, Result, datasets};
use serde_json::json;
use std::path::Path;

pub(crate) fn run(arguments: &Circles) -> Result<()> {
    let common = &arguments.common;
    if Path::new(&common.input).is_file() {
        return edges(arguments);
    }
    let region = input::region(&common.input)?;
    input::known_words(&common.projection, [&region])?;
    let projection = common.projection.to_projection(common.directed)?;
    let declared = Declared::new()
        .proposed(!arguments.no_proposed)
        .parts(!arguments.no_parts)
        .founding(datasets::founding_rows(&common.input))
        .founding(founding(&arguments.founding)?);
    let mut examine = ExamineCircles::new(&region)
        .projection(projection)
        .declared(declared)
        .search(arguments.method.search())
        .replicates(arguments.replicates)
        .permutations(arguments.permutations)
        .seed(common.seed);
    if let Some(at) = &arguments.at {
        let date = at.parse::<Date>().map_err(|_| ParamError {
            setter: "at",
            value: at.clone(),
            expected: "a date such as 2019, 2019-04 or 2019-04-10",
        })?;
        examine = examine.at(date);
    }
    let found = progress::watched(|watch| examine.watch(watch).run())?;
    if let Some(folder) = &arguments.pictures {
        let names = common.names.into();
        write(folder, "circles.svg", &found.to_packing(names, None)?)?;
        write(folder, "tree.svg", &found.to_dendrogram(names)?)?;
        let tree = &found.in_ties.found.tree;
        write(folder, "found.svg", &found.to_packing(names, Some(tree))?)?;
    }
    match common.format {
        Format::Text => crate::print(&found.to_text(common.names.into())),
        Format::Json => {
            let nodes: Vec<&str> = found.cities.iter().map(|city| city.id.as_str()).collect();
            let object = json!({
                "conurbation": env!("CARGO_PKG_VERSION"),
                "input": {
                    "kind": "region",
                    "name": common.input,
                    "region": found.region,
                    "cities": found.cities.len(),
                    "ties": found.ties,
                },
                "projection": found.projection,
                "seed": common.seed,
                "nodes": nodes,
                "circles": found,
            });
            crate::print(&format!("{object:#}"))
        }
    }
}

/// The circles found in an edge list, which declares none.
fn edges(arguments: &Circles) -> Result<()> {
    let common = &arguments.common;
    let of_region = [
        ("at", arguments.at.is_some()),
        ("no-proposed", arguments.no_proposed),
        ("no-parts", arguments.no_parts),
        ("founding", !arguments.founding.is_empty()),
        ("replicates", arguments.replicates > 0),
    ];
    if let Some(&(setter, _)) = of_region.iter().find(|(_, given)| *given) {
        let expected =
            "only used with a region: an edge list declares no circles and has no events";
        return Err(ParamError { setter, value: common.input.clone(), expected }.into());
    }
    let input = Input::read(common)?;
    let graph = input.adjacency();
    let search = arguments.method.search().seed(common.seed);
    let found = progress::watched(|watch| search.watch(watch).run(graph))?;
    let judges: [&dyn TreeScore; 4] = [
        &TreeDivergence::new(),
        &Dasgupta::new(),
        &HierarchicalModularity::new(),
        &Cophenetic::new(),
    ];
    let mut scores = serde_json::Map::new();
    for judge in judges {
        let score = judge.score(graph, &found.tree)?;
        scores.insert(judge.name().to_owned(), json!(score.value()));
    }
    let name = |node| input.name(node, common.names.into());
    if let Some(folder) = &arguments.pictures {
        let cities: Vec<String> = graph.nodes().map(name).collect();
        let strength = Strength::new().run(graph)?;
        let strength: Vec<f64> = strength.iter().map(|it| it.value().unwrap_or(0.0)).collect();
        let packing = CirclePacking::new(&found.tree, &cities, &strength).title(&common.input);
        write(folder, "found.svg", &packing.to_svg()?)?;
        write(folder, "tree.svg", &Dendrogram::new(&found.tree, &cities).to_svg()?)?;
    }
    match common.format {
        Format::Text => {
            let text = format!("{}\n{}", found.in_words(), found.outline(name, |_| String::new()));
            crate::print(&text)
        }
        Format::Json => {
            let nodes: Vec<&str> = input.order().iter().map(|&node| input.id(node)).collect();
            let object = json!({
                "conurbation": env!("CARGO_PKG_VERSION"),
                "input": input.describe(common),
                "projection": input.projection(),
                "seed": common.seed,
                "nodes": nodes,
                "circles": {
                    "in_ties": found,
                    "tree": found.tree.to_json(name),
                    "scores": scores,
                },
            });
            crate::print(&format!("{object:#}"))
        }
    }
}

fn write(folder: &Path, file: &str, picture: &str) -> Result<()> {
    let path = folder.join(file);
    let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, picture));
    written.map_err(|source| Error::Io { path: path.clone(), source })?;
    eprintln!("wrote {}", path.display());
    Ok(())
}

/// Pairs of circle and row.
fn founding(pairs: &[String]) -> Result<Vec<(&str, &str)>> {
    let pair = |text: &'_ String| ParamError {
        setter: "founding",
        value: text.clone(),
        expected: "a circle and a row, such as G60=A094",
    };
    pairs.iter().map(|text| text.split_once('=').ok_or_else(|| pair(text).into())).collect()
}
