//! How often each test of declared circles cries wolf in worlds where there is none, and how often
//! it sees circles that are there: the tables of the guide's page on circles, in Markdown.
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
        write!(out, "\n{}", section.run(study::asked(&section, worlds))?)?;
        out.flush()?;
    }
    Ok(())
}
