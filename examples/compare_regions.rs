//! The Yangtze River Delta beside the Middle Yangtze, from the embedded ledgers.
//!
//! `cargo run --release --example compare_regions`
use conurbation::{CompareRegions, datasets};

fn main() -> Result<(), conurbation::Error> {
    let (delta, middle) = (datasets::yangtze_delta(), datasets::middle_yangtze());
    println!("{}", CompareRegions::new([&delta, &middle]).run()?);
    Ok(())
}
