//! Worlds counted, and tables of the counts.
use conurbation::{Measured, Result};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The level of every test, in per cent.
const LEVEL: f64 = 5.0;
/// Up to so many points above it are put down to approximation.
const MARGIN: f64 = 3.0;

/// What should come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    /// The null holds: found in 5 % of worlds, or fewer.
    Level,
    /// The null does not hold in these worlds, or the test is not one the crate offers.
    Anything,
    /// There is something to be found.
    Much,
}

type Ask = Box<dyn Fn(u64) -> Result<Vec<Measured>> + Sync>;

/// Questions to the worlds of one kind.
pub(crate) struct Study {
    pub(crate) worlds: String,
    pub(crate) questions: Vec<(String, Expected)>,
    ask: Ask,
}

/// In how many worlds a test found something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Share {
    found: usize,
    answered: usize,
    refused: usize,
}

impl Study {
    /// Asks all questions at once in the world of each number. An answer is a p; or only 0 for
    /// found and 1 for not.
    pub(crate) fn new(
        worlds: impl Into<String>,
        questions: impl IntoIterator<Item = (String, Expected)>,
        ask: impl Fn(u64) -> Result<Vec<Measured>> + Sync + 'static,
    ) -> Self {
        let questions = questions.into_iter().collect();
        Self { worlds: worlds.into(), questions, ask: Box::new(ask) }
    }

    /// Asks one question.
    pub(crate) fn one(
        worlds: impl Into<String>,
        (question, expected): (&str, Expected),
        ask: impl Fn(u64) -> Result<Measured> + Sync + 'static,
    ) -> Self {
        Self::new(worlds, [(question.to_owned(), expected)], move |world| Ok(vec![ask(world)?]))
    }

    /// The p of each question in so many worlds from a number on. They depend on the number of the
    /// world alone: the same on any number of threads.
    pub(crate) fn run(&self, first: u64, worlds: u64) -> Result<Vec<Vec<Measured>>> {
        let worlds = (first..first + worlds).into_par_iter();
        let answers: Vec<Vec<Measured>> = worlds.map(&self.ask).collect::<Result<_>>()?;
        let by_question = |nth: usize| answers.iter().map(|answers| answers[nth]).collect();
        Ok((0..self.questions.len()).map(by_question).collect())
    }
}

impl Share {
    /// The share of p that are no larger than a level.
    pub(crate) fn at(level: f64, p: &[Measured]) -> Self {
        let answered = p.iter().filter(|p| p.value().is_some()).count();
        let found = p.iter().filter(|p| p.value().is_some_and(|p| p <= level)).count();
        Self { found, answered, refused: p.len() - answered }
    }

    /// Of the worlds that were answered, in per cent; 0 if there is none.
    pub(crate) fn per_cent(self) -> f64 {
        100.0 * self.found as f64 / self.answered.max(1) as f64
    }

    /// Two standard errors of it.
    pub(crate) fn error(self) -> f64 {
        let share = self.per_cent();
        2.0 * (share * (100.0 - share) / self.answered.max(1) as f64).sqrt()
    }

    fn show(self, expected: Expected) -> String {
        if self.answered == 0 {
            return "refused".to_owned();
        }
        let number = format!("{:.1} ± {:.1}", self.per_cent(), self.error());
        let beyond = expected == Expected::Level && self.per_cent() > LEVEL + MARGIN;
        let number = match expected {
            Expected::Level if beyond => format!("**{number} (!)**"),
            Expected::Anything => format!("*{number}*"),
            _ => number,
        };
        match self.refused {
            0 => number,
            refused => format!("{number}, {refused} refused"),
        }
    }
}

/// Studies that stand in one table.
pub(crate) struct Section {
    pub(crate) title: &'static str,
    /// What is true in these worlds, and how to read the table.
    pub(crate) text: &'static str,
    pub(crate) studies: Vec<Study>,
}

impl Section {
    /// Asks, and prints the table: the worlds side by side where all are asked the same, else one
    /// under the other.
    pub(crate) fn run(&self, worlds: u64) -> Result<String> {
        let worlds = self.worlds(worlds);
        // No world serves two studies of a table.
        let firsts = (0..).step_by(1_000_000);
        let shares = self.studies.iter().zip(firsts).map(|(study, first)| {
            let p = study.run(first, worlds)?;
            Ok(p.iter().map(|p| Share::at(LEVEL / 100.0, p)).collect())
        });
        let shares: Vec<Vec<Share>> = shares.collect::<Result<_>>()?;
        let Self { title, text, .. } = self;
        let mut text = format!("## {title}\n\n{text} *{worlds} worlds of each kind.*\n\n");
        let asked = |study: &Study| study.questions.iter().map(|it| it.0.clone()).collect();
        let kinds: BTreeSet<Vec<String>> = self.studies.iter().map(asked).collect();
        if kinds.len() == 1 && self.studies.len() > 1 {
            self.side_by_side(&shares, &mut text);
        } else {
            self.listed(&shares, &mut text);
        }
        Ok(text)
    }

    /// Power, which decides on nothing, is measured in two fifths of the worlds.
    fn worlds(&self, worlds: u64) -> u64 {
        let power = |study: &Study| study.questions.iter().any(|it| it.1 == Expected::Much);
        if self.studies.iter().any(power) { 2 * worlds / 5 } else { worlds }
    }

    fn side_by_side(&self, shares: &[Vec<Share>], text: &mut String) {
        let heads: Vec<&str> = self.studies.iter().map(|study| study.worlds.as_str()).collect();
        let _ = writeln!(text, "| % of worlds | {} |", heads.join(" | "));
        let _ = writeln!(text, "|---|{}", "---:|".repeat(heads.len()));
        for (row, (name, _)) in self.studies[0].questions.iter().enumerate() {
            let cells: Vec<String> = self
                .studies
                .iter()
                .zip(shares)
                .map(|(study, shares)| shares[row].show(study.questions[row].1))
                .collect();
            let _ = writeln!(text, "| {name} | {} |", cells.join(" | "));
        }
    }

    fn listed(&self, shares: &[Vec<Share>], text: &mut String) {
        text.push_str("| test | worlds | % of worlds |\n|---|---|---:|\n");
        for (study, shares) in self.studies.iter().zip(shares) {
            for ((name, expected), share) in study.questions.iter().zip(shares) {
                let _ = writeln!(text, "| {name} | {} | {} |", study.worlds, share.show(*expected));
            }
        }
    }
}
