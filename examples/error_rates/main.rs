//! How often each test cries wolf in worlds where there is none, and how often it sees one: the
//! tables of the guide's page on error rates, in Markdown.
//!
//! `cargo run --release --example error_rates`, with the number of worlds of each kind as an
//! optional argument, 500 unless given.
mod study;

use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let worlds = match std::env::args().nth(1) {
        Some(worlds) => worlds.parse()?,
        None => 500,
    };
    let mut out = std::io::stdout().lock();
    write!(out, "{}", study::heading(worlds))?;
    for section in study::sections() {
        write!(out, "\n{}", section.run(worlds)?)?;
        out.flush()?;
    }
    Ok(())
}
