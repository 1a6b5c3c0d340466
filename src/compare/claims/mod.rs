//! The founding study, claim by claim.
mod judge;
mod study;
mod text;

use crate::cooperation::contrasts::Contrast;
use crate::cooperation::{Cell, Finding, Inquiry, Sensitivity, Verdict};
use crate::region::RowName;
use crate::statistics::benjamini_hochberg;
use crate::{Measured, Region, Result};
use serde::Serialize;
use std::collections::BTreeSet;
use study::{CLAIMS, Side, StudyClaim};

/// The claims of the founding study, each with what the rows of a region say of it: established,
/// contradicted, or cannot be decided with these rows, and what data would decide it.
///
/// Each claim expects something of one or several quantities: the fade ratio above nil, the share
/// that the market leads below one half. A quantity speaks for the claim if it lies on that side,
/// its two-sided p is at most 0.05, its q among all tests of the table is (Benjamini and Hochberg),
/// no other choice of rows and rules turns its sign, and every choice that it must stand under gives
/// p at most 0.05 as well ([`Sensitivity`]). If all that holds on the other side it contradicts the
/// claim. A claim is established if every quantity it expects something of speaks for it; whatever
/// lies between cannot be decided. Every claim is asked of every region, also of the one that the
/// study says the opposite of, or nothing. Where the study has one region in mind beside another,
/// the claim is asked of every two regions as well: whether there is more of it in the one it is said
/// of ([`contrasts`](crate::cooperation::contrasts)).
///
/// A claim about causes, wishes or outcomes, or one that needs further regions, cannot be decided by
/// any ledger of events; the table says what could.
///
/// ```
/// use conurbation::{compare::ClaimByClaim, cooperation::{Inquiry, Sensitivity}, datasets};
/// let middle = datasets::middle_yangtze();
/// let table = ClaimByClaim::new([&middle])
///     .inquiry(Inquiry::new().replicates(99))
///     .sensitivity(Sensitivity::new().replicates(19).weights(0).leave_out(false))
///     .run()?;
/// assert_eq!(table.lines().len(), 25);
/// assert!(table.lines().iter().all(|line| !line.because.is_empty()));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct ClaimByClaim<'a> {
    regions: Vec<&'a Region>,
    inquiry: Inquiry,
    sensitivity: Sensitivity,
}

/// The verdicts on every claim in every region; prints as text for a terminal.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ClaimTable {
    conurbation: &'static str,
    inquiry: Inquiry,
    sensitivity: Sensitivity,
    /// How many tests the q of each line allows for.
    tested: usize,
    lines: Vec<ClaimLine>,
    /// Every finding of every region, also of quantities that no claim speaks of.
    findings: Vec<Finding>,
    /// Every contrast of two regions.
    contrasts: Vec<Contrast>,
}

/// A claim in a region.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ClaimLine {
    /// The id of the claim.
    pub claim: &'static str,
    /// What it says, in short.
    pub says: &'static str,
    /// The region the study says it of.
    pub said_of: &'static str,
    /// The region asked.
    pub region: String,
    /// The region that it is set against, where the claim is that there is more of it in one than in
    /// the other.
    pub against: Option<String>,
    /// What may be said.
    pub verdict: Verdict,
    /// Why.
    pub because: String,
    /// What data would decide, where these do not.
    pub decided_by: Option<String>,
    /// The numbers, each with its test, its robustness and its rows.
    pub evidence: Vec<Evidence>,
}

/// A number that speaks of a claim.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Evidence {
    /// The number, with its interval, its tails and the rows behind it.
    #[serde(flatten)]
    pub finding: Finding,
    /// Where two regions are set against one another, the number of each with its rows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sides: Vec<Finding>,
    /// On which side of chance the claim expects it: `high` or `low`.
    pub expected: &'static str,
    /// How often chance does as much, either way.
    pub p: Measured,
    /// The smallest p these rows could have given.
    pub attainable: Measured,
    /// The share of false discoveries among the tests of the table, if this one is believed.
    pub q: Measured,
    /// How it does under other choices.
    pub robustness: Robustness,
    /// What may be said of it.
    pub verdict: Verdict,
    /// Why.
    pub because: String,
    /// What data would decide.
    #[serde(rename = "needs")]
    pub decided_by: Option<String>,
    #[serde(skip)]
    side: Side,
}

/// How a number does under other choices of rows and rules.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[non_exhaustive]
pub struct Robustness {
    /// The choices asked.
    pub cells: usize,
    /// Those that give a number and could be sure of it.
    pub compared: usize,
    /// Between which values it lies under them.
    pub range: Option<(f64, f64)>,
    /// Choices under which it lies on the other side of what says nothing.
    pub other_sign: Vec<String>,
    /// Choices under which it is not sure, though it could be.
    pub not_significant: Vec<String>,
    /// Choices of so few rows that nothing could be sure.
    pub without_power: Vec<String>,
    /// Choices under which there is no number.
    pub without_value: Vec<String>,
}

impl Evidence {
    /// The findings whose rows are behind it.
    fn findings(&self) -> impl Iterator<Item = &Finding> {
        std::iter::once(&self.finding).chain(&self.sides)
    }

    /// How many rows are behind it.
    fn row_count(&self) -> usize {
        self.findings().map(|it| it.rows.len()).sum()
    }
}

impl Robustness {
    /// Whether sign and verdict survive every other choice.
    pub fn holds(&self) -> bool {
        self.compared > 0 && self.other_sign.is_empty() && self.not_significant.is_empty()
    }
}

impl<'a> ClaimByClaim<'a> {
    /// The regions to ask, in the order in which to show them.
    pub fn new(regions: impl IntoIterator<Item = &'a Region>) -> Self {
        Self {
            regions: regions.into_iter().collect(),
            inquiry: Inquiry::new(),
            sensitivity: Sensitivity::new(),
        }
    }

    /// Sets how the questions are asked.
    pub fn inquiry(mut self, inquiry: Inquiry) -> Self {
        self.inquiry = inquiry;
        self
    }

    /// Sets under which other choices they are asked again.
    pub fn sensitivity(mut self, sensitivity: Sensitivity) -> Self {
        self.sensitivity = sensitivity;
        self
    }

    /// Asks.
    ///
    /// # Errors
    /// As [`Inquiry::ask`].
    pub fn run(&self) -> Result<ClaimTable> {
        self.inquiry.check()?;
        let mut asked: Vec<(Vec<Finding>, Vec<Cell>)> = Vec::new();
        for region in &self.regions {
            let inquiry = self.inquiry.of_region(region);
            asked.push((inquiry.ask(region)?, self.sensitivity.run(region, &inquiry)?));
        }
        let mut pairs: Vec<(Vec<Contrast>, Vec<Cell>)> = Vec::new();
        for (nth, &first) in self.regions.iter().enumerate() {
            for &second in &self.regions[nth + 1..] {
                let found = self.inquiry.contrast(first, second)?;
                let cells = self.sensitivity.contrast([first, second], &self.inquiry)?;
                pairs.push((found, cells));
            }
        }
        let mut lines = Vec::new();
        for claim in &CLAIMS {
            for (region, (findings, cells)) in self.regions.iter().zip(&asked) {
                let of = |expects: &study::Expects| {
                    let found = findings.iter().filter(|it| it.quantity == expects.quantity);
                    found.map(|it| judge::evidence(it, *expects, cells)).collect::<Vec<_>>()
                };
                let evidence = claim.expects.iter().flat_map(of).collect();
                lines.push(ClaimLine::new(claim, region.id().to_owned(), None, evidence));
            }
            for (found, cells) in pairs.iter().filter(|_| !claim.contrasts.is_empty()) {
                lines.push(judge::beside(claim, found, cells));
            }
        }
        let tested = settle(&mut lines)?;
        Ok(ClaimTable {
            conurbation: env!("CARGO_PKG_VERSION"),
            inquiry: self.inquiry.clone(),
            sensitivity: self.sensitivity.clone(),
            tested,
            lines,
            findings: asked.into_iter().flat_map(|(findings, _)| findings).collect(),
            contrasts: pairs.into_iter().flat_map(|(contrasts, _)| contrasts).collect(),
        })
    }
}

impl ClaimLine {
    fn new(
        claim: &StudyClaim,
        region: String,
        against: Option<String>,
        evidence: Vec<Evidence>,
    ) -> Self {
        Self {
            claim: claim.id,
            says: claim.says,
            said_of: claim.region,
            region,
            against,
            verdict: Verdict::CannotBeDecided,
            because: String::new(),
            decided_by: claim.beyond.map(|(_, needs)| needs.to_owned()),
            evidence,
        }
    }

    /// The region, or both.
    pub fn asked_of(&self) -> String {
        match &self.against {
            Some(other) => format!("{} against {other}", self.region),
            None => self.region.clone(),
        }
    }
}

/// Gives every piece of evidence its q and every line its verdict; returns how many were tested.
fn settle(lines: &mut [ClaimLine]) -> Result<usize> {
    let p: Vec<f64> =
        lines.iter().flat_map(|line| &line.evidence).filter_map(|it| it.p.value()).collect();
    let mut q = benjamini_hochberg(&p)?.into_iter();
    for line in lines.iter_mut() {
        for evidence in &mut line.evidence {
            if evidence.p.value().is_some() {
                evidence.q = q.next().map_or(evidence.q, Measured::Value);
            }
            judge::judge(evidence);
        }
        // The evidence for one quantity, which may be of several parts, belongs together.
        let groups: Vec<Vec<&Evidence>> = line
            .evidence
            .chunk_by(|a, b| a.finding.quantity == b.finding.quantity)
            .map(|group| group.iter().collect())
            .collect();
        let claim = CLAIMS.iter().find(|it| it.id == line.claim);
        let expected = claim.map_or(&[][..], |it| match line.against {
            Some(_) => it.contrasts,
            None => it.expects,
        });
        let missing: Vec<&str> = expected
            .iter()
            .map(|expects| expects.quantity)
            .filter(|quantity| groups.iter().all(|it| it[0].finding.quantity != *quantity))
            .collect();
        let (verdict, because) = judge::combine(&groups);
        let needs: BTreeSet<&str> =
            line.evidence.iter().filter_map(|it| it.decided_by.as_deref()).collect();
        let needs = needs.into_iter().collect::<Vec<_>>().join("; ");
        if !missing.is_empty() {
            line.because = format!("no question asked here gives {}", missing.join(", "));
            line.decided_by = Some(format!("an answer on {}", missing.join(", ")));
        } else if let Some((why, _)) =
            claim.and_then(|it| it.beyond).filter(|_| expected.is_empty())
        {
            line.because = why.to_owned();
        } else {
            (line.verdict, line.because) = (verdict, because);
            line.decided_by =
                (verdict == Verdict::CannotBeDecided && !needs.is_empty()).then_some(needs);
        }
    }
    Ok(p.len())
}

impl ClaimTable {
    /// Every claim in every region, in the order of the study.
    pub fn lines(&self) -> &[ClaimLine] {
        &self.lines
    }

    /// A claim in a region.
    pub fn line(&self, claim: &str, region: &str) -> Option<&ClaimLine> {
        let is = |line: &&ClaimLine| line.claim == claim && line.region == region;
        self.lines.iter().filter(is).find(|line| line.against.is_none())
    }

    /// A claim in one region beside another, in either order.
    pub fn contrast(&self, claim: &str, regions: [&str; 2]) -> Option<&ClaimLine> {
        let is = |line: &&ClaimLine| {
            let both = [Some(line.region.as_str()), line.against.as_deref()];
            line.claim == claim && regions.iter().all(|region| both.contains(&Some(region)))
        };
        self.lines.iter().find(is)
    }

    /// Every contrast of two regions, in the order in which they were given.
    pub fn contrasts(&self) -> &[Contrast] {
        &self.contrasts
    }

    /// Every finding of every region.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The rows of a region behind a claim, alone or beside another, in order.
    pub fn rows(&self, claim: &str, region: &str) -> Vec<&RowName> {
        let lines = self.lines.iter().filter(|line| line.claim == claim);
        let findings = lines.flat_map(|line| &line.evidence).flat_map(Evidence::findings);
        let rows: BTreeSet<&RowName> =
            findings.filter(|it| it.region == region).flat_map(|it| &it.rows).collect();
        rows.into_iter().collect()
    }

    /// Text for a terminal of 100 columns.
    pub fn to_text(&self) -> String {
        text::text(self)
    }

    /// Markdown.
    pub fn to_markdown(&self) -> String {
        text::markdown(self)
    }

    /// JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

impl std::fmt::Display for ClaimTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.to_text())
    }
}
