//! The founding study, claim by claim: what the rows of both regions say of each, why, and what data
//! would decide it. `claim_by_claim T01` follows a claim down to the rows behind each of its
//! numbers, `--markdown` and `--json` print the whole table in another form, `--quick` asks chance
//! less often and tries few other choices, so that little can be established.
use conurbation::compare::{ClaimByClaim, ClaimTable};
use conurbation::cooperation::{Finding, Inquiry, Sensitivity};
use conurbation::{Error, Region, datasets};

fn main() -> Result<(), Error> {
    let (delta, middle) = (datasets::yangtze_delta(), datasets::middle_yangtze());
    let argument = std::env::args().nth(1);
    let mut claims = ClaimByClaim::new([&middle, &delta]);
    if argument.as_deref() == Some("--quick") {
        let quick = Sensitivity::new().replicates(39).weights(1).leave_out(false);
        claims = claims.inquiry(Inquiry::new().replicates(99)).sensitivity(quick);
    }
    let table = claims.run()?;
    match argument.as_deref() {
        None | Some("--quick") => print!("{table}"),
        Some("--markdown") => print!("{}", table.to_markdown()),
        Some("--json") => println!("{}", table.to_json()),
        Some(claim) => follow(claim, &table, &[&middle, &delta]),
    }
    Ok(())
}

/// A claim, each of its numbers, and the rows behind each.
fn follow(claim: &str, table: &ClaimTable, regions: &[&Region]) {
    for line in table.lines().iter().filter(|line| line.claim == claim) {
        println!("{claim} {}: {}. {}.", line.asked_of(), line.verdict, line.because);
        for evidence in &line.evidence {
            if evidence.sides.is_empty() {
                rows(&evidence.finding, regions);
            }
            evidence.sides.iter().for_each(|side| rows(side, regions));
        }
    }
}

/// A number and its rows, with when each began and what it is.
fn rows(finding: &Finding, regions: &[&Region]) {
    let value = match finding.value.value() {
        Some(value) => format!("{value:.3}"),
        None => "no number".to_owned(),
    };
    let (quantity, region) = (finding.quantity, &finding.region);
    println!("  {quantity} of {region}: {value}, from {} rows", finding.rows.len());
    let Some(region) = regions.iter().find(|it| it.id() == finding.region) else { return };
    for row in &finding.rows {
        let found = region.find(row.table, &row.id);
        let about = found.and_then(|row| region.row_about(row));
        let name = about.and_then(|it| it.name.as_deref().or(it.name_local.as_deref()));
        let sources: Vec<String> =
            about.iter().flat_map(|it| &it.sources).map(ToString::to_string).collect();
        println!("    {row} {} [{}]", name.unwrap_or_default(), sources.join(", "));
    }
}
