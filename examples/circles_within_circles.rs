//! The declared circles of both embedded regions: which of them the recorded ties support, which
//! they do not, and which the data cannot decide.
use conurbation::circles::ExamineCircles;
use conurbation::datasets;

fn main() -> conurbation::Result<()> {
    for name in datasets::NAMES {
        let region = datasets::by_name(name).expect("an embedded region");
        // Rows that found a circle are no evidence for it.
        let founding = datasets::founding_rows(name);
        let found = ExamineCircles::new(&region).founding(founding).seed(7).run()?;
        println!("{found}");
    }
    Ok(())
}
