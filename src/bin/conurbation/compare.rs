//! `compare`: regions side by side.
use crate::arguments::{Compare, CompareFormat};
use crate::{input, progress};
use conurbation::compare::{ClaimByClaim, ClaimTable};
use conurbation::cooperation::Inquiry;
use conurbation::report::Names;
use conurbation::{CompareRegions, Comparison, Error, ParamError, Region, Result};

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
    let claims = arguments.claims.then(|| claims(arguments, &regions)).transpose()?;
    let names: Names = arguments.names.into();
    for &format in &arguments.format {
        let (extension, text) = match format {
            CompareFormat::Text => {
                let claims = claims.as_ref().map(|it| format!("\n{}", it.to_text()));
                ("txt", comparison.to_text(names) + &claims.unwrap_or_default())
            }
            CompareFormat::Markdown => {
                let claims = claims.as_ref().map(|it| format!("\n{}", it.to_markdown()));
                ("md", comparison.to_markdown(names) + &claims.unwrap_or_default())
            }
            CompareFormat::Json => ("json", json(&comparison, claims.as_ref())),
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

/// The founding study, claim by claim, of the same rows.
fn claims(arguments: &Compare, regions: &[Region]) -> Result<ClaimTable> {
    let projection = arguments.projection.to_projection(false)?;
    progress::watched(|watch| {
        let inquiry = Inquiry::new().projection(projection).replicates(arguments.permutations);
        ClaimByClaim::new(regions).inquiry(inquiry.seed(arguments.seed).watch(watch)).run()
    })
}

/// One object: the comparison and, if asked for, the claims in it.
fn json(comparison: &Comparison, claims: Option<&ClaimTable>) -> String {
    let text = comparison.to_json();
    let parsed = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
    let Some((mut whole, claims)) = parsed(&text).zip(claims.and_then(|it| parsed(&it.to_json())))
    else {
        return text;
    };
    whole["claims"] = claims;
    format!("{whole:#}\n")
}
