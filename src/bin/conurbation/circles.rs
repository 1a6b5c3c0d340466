//! `circles`: the declared circles of a region.
use crate::arguments::{Circles, Format};
use crate::{input, progress};
use conurbation::circles::{Declared, ExamineCircles};
use conurbation::{Date, Error, ParamError, Result, datasets};
use serde_json::json;

pub(crate) fn run(arguments: &Circles) -> Result<()> {
    let common = &arguments.common;
    if std::path::Path::new(&common.input).is_file() {
        let expected = "a region: an edge list declares no circles";
        return Err(ParamError { setter: "input", value: common.input.clone(), expected }.into());
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
        let pictures = [
            ("circles.svg", found.to_packing(names, None)?),
            ("tree.svg", found.to_dendrogram(names)?),
        ];
        for (file, picture) in pictures {
            let path = folder.join(file);
            let written =
                std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, picture));
            written.map_err(|source| Error::Io { path: path.clone(), source })?;
            eprintln!("wrote {}", path.display());
        }
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

/// Pairs of circle and row.
fn founding(pairs: &[String]) -> Result<Vec<(&str, &str)>> {
    let pair = |text: &'_ String| ParamError {
        setter: "founding",
        value: text.clone(),
        expected: "a circle and a row, such as G60=A094",
    };
    pairs.iter().map(|text| text.split_once('=').ok_or_else(|| pair(text).into())).collect()
}
