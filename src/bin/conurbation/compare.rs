//! `compare`: regions side by side.
use crate::arguments::{Compare, CompareFormat};
use crate::{input, progress};
use conurbation::report::Names;
use conurbation::{CompareRegions, Error, ParamError, Region, Result};

pub(crate) fn run(arguments: &Compare) -> Result<()> {
    if arguments.out.is_none() && arguments.format.len() > 1 {
        return Err(ParamError {
            setter: "format",
            value: format!("{:?}", arguments.format).to_lowercase(),
            expected: "one format, unless --out names a folder for several",
        }
        .into());
    }
    let regions: Vec<Region> =
        arguments.regions.iter().map(|name| input::region(name)).collect::<Result<_>>()?;
    input::known_words(&arguments.projection, &regions)?;
    let projection = arguments.projection.to_projection(false)?;
    let comparison = progress::watched(|watch| {
        let compare = CompareRegions::new(&regions).projection(projection);
        let compare = compare.permutations(arguments.permutations).seed(arguments.seed);
        compare.watch(watch).run()
    })?;
    let names: Names = arguments.names.into();
    for &format in &arguments.format {
        let (extension, text) = match format {
            CompareFormat::Text => ("txt", comparison.to_text(names)),
            CompareFormat::Markdown => ("md", comparison.to_markdown(names)),
            CompareFormat::Json => ("json", comparison.to_json()),
        };
        let Some(folder) = &arguments.out else {
            crate::print(&text)?;
            continue;
        };
        let path = folder.join(format!("comparison.{extension}"));
        let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, text));
        written.map_err(|source| Error::Io { path: path.clone(), source })?;
        eprintln!("wrote {}", path.display());
    }
    Ok(())
}
