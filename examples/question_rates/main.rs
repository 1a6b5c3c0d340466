//! How often the questions about borders, neighbours, the largest city and platforms find what is not
//! there, and how often what is: tables in Markdown.
//!
//! `cargo run --release --example question_rates`, with the number of worlds of each kind as an
//! optional argument, 300 unless given; two fifths of them for power.
mod study;

use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let worlds = match std::env::args().nth(1) {
        Some(worlds) => worlds.parse()?,
        None => 300,
    };
    let mut out = std::io::stdout().lock();
    for section in study::sections() {
        writeln!(out, "{}", section.run(worlds)?)?;
        out.flush()?;
    }
    Ok(())
}
