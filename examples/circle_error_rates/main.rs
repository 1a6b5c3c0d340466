//! How often each test of declared circles cries wolf in worlds where there is none, and how often
//! it sees circles that are there: in tables of Markdown.
//!
//! `cargo run --release --example circle_error_rates`, with the number of worlds of each kind as an
//! optional argument, 200 unless given.
mod study;

use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let worlds = match std::env::args().nth(1) {
        Some(worlds) => worlds.parse()?,
        None => study::WORLDS,
    };
    let mut out = std::io::stdout().lock();
    for section in study::sections() {
        write!(out, "\n{}", section.run(asked(&section, worlds))?)?;
        out.flush()?;
    }
    Ok(())
}

/// How many worlds to ask for, so that each kind has so many: those of power get two fifths.
fn asked(section: &study::Section, worlds: u64) -> u64 {
    let power =
        |study: &study::Study| study.questions.iter().any(|it| it.1 == study::Expected::Much);
    if section.studies.iter().any(power) { worlds * 5 / 2 } else { worlds }
}
