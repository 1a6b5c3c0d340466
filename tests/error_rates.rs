//! Small editions of the study that `cargo run --release --example error_rates` prints: the error
//! rates of tests in simulated worlds; and of `question_rates`.
#![allow(clippy::duplicate_mod, reason = "two studies print the same kind of table")]
#[path = "../examples/question_rates/study.rs"]
mod questions;
#[path = "../examples/error_rates/study/mod.rs"]
mod study;
#[path = "support/tables.rs"]
mod tables;

use conurbation::Measured;
use study::table::Share;
use study::{Section, Study, heading, sections};
use tables::skeleton;

/// The study of worlds of some kind under a title.
fn study(title: &str, worlds: &str) -> Study {
    let section = sections().into_iter().find(|it| it.title == title).expect("a section");
    section.studies.into_iter().find(|it| it.worlds == worlds).expect("a study")
}

/// The p of the first question in so many worlds.
fn p(title: &str, kind: &str, worlds: u64) -> Vec<Measured> {
    study(title, kind).run(0, worlds).expect("legal").swap_remove(0)
}

/// The null is rejected about as often as the level says, and a test that gave half of its p would
/// be rejected too often to pass.
fn assert_level(p: &[Measured], most: f64) {
    let (level, halved) = (Share::at(0.05, p), Share::at(0.1, p));
    assert!(level.per_cent() <= most, "{level:?}");
    assert!(halved.per_cent() > most, "the bound would miss a p that is halved: {halved:?}");
}

#[test]
fn label_permutations_keep_their_level() {
    let plain = p("Permutations", "ledgers, plain", 300);
    let ceremonies = p("Permutations", "ledgers, ceremonies", 300);
    assert_level(&[plain, ceremonies].concat(), 7.0);
}

#[test]
fn matrix_permutations_keep_their_level_where_pearson_does_not() {
    let questions = study("Permutations", "independent ties, uneven");
    assert_eq!(questions.questions.len(), 1, "the first study of this name is that of labels");
    let section = sections().into_iter().find(|it| it.title == "Permutations").expect("a section");
    let matrices = section.studies.iter().rfind(|it| it.worlds == "independent ties, uneven");
    let p = matrices.expect("a study").run(0, 400).expect("legal");
    assert_level(&p[0], 7.0);
    assert!(Share::at(0.05, &p[1]).per_cent() > 15.0, "pairs are not independent");
}

#[test]
fn rates_of_bursts_need_their_dispersion_and_its_degrees_of_freedom() {
    let p = study("Rates", "bursts, 12 a year, 4 years").run(0, 2000).expect("legal");
    let [exact, normal, t] = [0, 1, 2].map(|nth| Share::at(0.05, &p[nth]).per_cent());
    assert!(exact > 30.0 && normal > 7.0, "{exact} {normal}");
    assert!((3.0..=6.5).contains(&t), "{t}");
    let single = study("Rates", "single events, 3 a year, 10 years").run(0, 2000).expect("legal");
    assert_level(&single[0], 6.0);
}

#[test]
fn degrees_explain_the_triangles_of_uneven_cities() {
    let worlds = "independent ties, uneven";
    assert_level(&p("Nulls that draw again", worlds, 150), 8.0);
}

#[test]
fn regions_of_one_process_do_not_differ() {
    let title = "Two regions of one process: 41 cities beside 41";
    let p = study(title, "all three").run(0, 24).expect("legal");
    // Lines of one pair depend on each other: all of them together, and more than chance allows.
    let lines = Share::at(0.05, &p[..p.len() - 1].concat());
    assert!(lines.per_cent() <= 8.0, "{lines:?}");
    let any = Share::at(0.05, &p[p.len() - 1]);
    assert!(any.per_cent() <= 15.0, "{any:?}");
}

#[test]
fn three_times_the_rows_are_seen() {
    let p = study("Power: one of two regions has more rows", "plain, ×3").run(0, 6);
    for line in p.expect("legal") {
        assert!(Share::at(0.05, &line).per_cent() >= 80.0, "{line:?}");
    }
    let title = "Power: one network, one ledger, one rate";
    let provinces = self::p(title, "ledgers, province effect 4", 40);
    assert!(Share::at(0.05, &provinces).per_cent() >= 90.0);
}

#[test]
fn shares_have_an_error_and_refusals_are_no_answers() {
    let refused = Measured::Undefined(conurbation::Undefined::Vacuous);
    let p = [0.01, 0.05, 0.051, 1.0].map(Measured::Value);
    let share = Share::at(0.05, &[&p[..], &[refused]].concat());
    assert!((share.per_cent() - 50.0).abs() < 1e-12);
    assert!((share.error() - 50.0).abs() < 1e-12); // 2 √(.5 · .5 / 4)
}

#[test]
fn the_page_of_the_guide_is_the_output_of_the_study() {
    let page = include_str!("../src/guide/error_rates.md");
    assert!(page.contains(heading(500).trim_end()), "500 worlds of this seed");
    let printed: Result<Vec<String>, _> = sections().iter().map(|it: &Section| it.run(0)).collect();
    let printed = printed.expect("legal").concat();
    let output = page.find("## Two regions").map_or("", |start| &page[start..]);
    let (page, printed) = (skeleton(output), skeleton(&printed));
    let asked: Vec<&String> = page.iter().filter(|line| !line.starts_with("## How")).collect();
    assert_eq!(asked, printed.iter().collect::<Vec<_>>());
}

/// Small editions of the study that `cargo run --release --example question_rates` prints.
#[test]
fn questions_about_borders_and_neighbours_keep_their_level_and_see_borders() {
    let sections = questions::sections();
    let plain = &sections[0].studies[0];
    for ((question, expected), p) in plain.questions.iter().zip(plain.run(0, 4).expect("legal")) {
        assert_eq!(*expected, questions::Expected::Level);
        let found = p.iter().filter(|p| p.value().is_some_and(|p| p <= 0.05)).count();
        assert!(found <= 1 && p.iter().all(|p| p.value().is_some()), "{question}: {p:?}");
    }
    let borders = &sections[2].studies[1];
    let found = borders.run(0, 3).expect("legal");
    let raw = questions::table::Share::at(0.05, &found[0]);
    assert!(raw.per_cent() > 99.0, "{found:?}");
}

#[test]
fn the_page_of_the_questions_is_the_output_of_their_study() {
    let page = include_str!("../src/guide/question_rates.md");
    assert!(page.contains("cargo run --release --example question_rates -- 300"));
    let sections = questions::sections();
    let printed: Vec<String> = sections.iter().map(|it| it.run(0).expect("legal")).collect();
    let output = page.find(&format!("## {}", sections[0].title)).expect("the first table");
    assert_eq!(skeleton(&page[output..]), skeleton(&printed.concat()));
    assert!(page.contains("*300 worlds of each kind.*") && !page.contains("(!) |"));
}
