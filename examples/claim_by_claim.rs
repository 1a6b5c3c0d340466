//! The founding study, claim by claim: what the rows of both regions say of each, why, and what data
//! would decide it. `claim_by_claim T01` lists the rows behind a claim, `--markdown` and `--json`
//! print the whole table in another form, `--quick` asks chance less often and tries few other
//! choices, so that little can be established.
use conurbation::compare::ClaimByClaim;
use conurbation::cooperation::{Inquiry, Sensitivity};
use conurbation::{Error, datasets};

fn main() -> Result<(), Error> {
    let (delta, middle) = (datasets::yangtze_delta(), datasets::middle_yangtze());
    let argument = std::env::args().nth(1);
    let mut claims = ClaimByClaim::new([&middle, &delta]);
    if argument.as_deref() == Some("--quick") {
        let quick = Sensitivity::new().replicates(39).weights(1).most(1);
        claims = claims.inquiry(Inquiry::new().replicates(99)).sensitivity(quick);
    }
    let table = claims.run()?;
    match argument.as_deref() {
        None | Some("--quick") => print!("{table}"),
        Some("--markdown") => print!("{}", table.to_markdown()),
        Some("--json") => println!("{}", table.to_json()),
        Some(claim) => {
            for region in [&middle, &delta] {
                let Some(line) = table.line(claim, region.id()) else { continue };
                println!("{claim} {}: {}. {}", line.region, line.verdict, line.because);
                for row in table.rows(claim, region.id()) {
                    let about = region.find(row.table, &row.id).and_then(|it| region.row_about(it));
                    let name = about.and_then(|it| it.name.as_deref().or(it.name_local.as_deref()));
                    println!("  {row} {}", name.unwrap_or_default());
                }
            }
        }
    }
    Ok(())
}
