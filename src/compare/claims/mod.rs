//! The founding study, claim by claim.
mod judge;
mod study;
mod text;

use crate::cooperation::{Cell, Finding, Inquiry, Sensitivity, Verdict};
use crate::region::RowName;
use crate::statistics::benjamini_hochberg;
use crate::{Measured, Region, Result};
use serde::Serialize;
use std::collections::BTreeSet;
use study::{CLAIMS, Side};

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
/// study says the opposite of, or nothing.
///
/// A claim about causes, wishes or outcomes, or one that needs further regions, cannot be decided by
/// any ledger of events; the table says what could.
///
/// ```
/// use conurbation::{compare::ClaimByClaim, cooperation::{Inquiry, Sensitivity}, datasets};
/// let middle = datasets::middle_yangtze();
/// let table = ClaimByClaim::new([&middle])
///     .inquiry(Inquiry::new().replicates(99))
///     .sensitivity(Sensitivity::new().replicates(19).weights(0).most(0))
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
    /// Those that give a number.
    pub compared: usize,
    /// Between which values it lies under them.
    pub range: Option<(f64, f64)>,
    /// Choices under which it lies on the other side of what says nothing.
    pub other_sign: Vec<String>,
    /// Choices that it must stand under and does not.
    pub not_significant: Vec<String>,
    /// Choices under which there is no number.
    pub without_value: Vec<String>,
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
        let mut asked: Vec<(&Region, Vec<Finding>, Vec<Cell>)> = Vec::new();
        for region in &self.regions {
            // An id to leave out need be that of a row of one region only.
            let projection = self.inquiry.projection.leaving_out_of(region);
            let inquiry = self.inquiry.clone().projection(projection);
            let findings = inquiry.ask(region)?;
            asked.push((region, findings, self.sensitivity.run(region, &inquiry)?));
        }
        let mut lines = Vec::new();
        for claim in &CLAIMS {
            for (region, findings, cells) in &asked {
                let of = |expects: &study::Expects| {
                    let found = findings.iter().filter(|it| it.quantity == expects.quantity);
                    found.map(|it| judge::evidence(it, *expects, cells)).collect::<Vec<_>>()
                };
                lines.push(ClaimLine {
                    claim: claim.id,
                    says: claim.says,
                    said_of: claim.region,
                    region: region.id().to_owned(),
                    verdict: Verdict::CannotBeDecided,
                    because: String::new(),
                    decided_by: claim.beyond.map(|(_, needs)| needs.to_owned()),
                    evidence: claim.expects.iter().flat_map(of).collect(),
                });
            }
        }
        let tested = settle(&mut lines)?;
        Ok(ClaimTable {
            conurbation: env!("CARGO_PKG_VERSION"),
            inquiry: self.inquiry.clone(),
            sensitivity: self.sensitivity.clone(),
            tested,
            lines,
            findings: asked.into_iter().flat_map(|(_, findings, _)| findings).collect(),
        })
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
        let missing: Vec<&str> = claim
            .into_iter()
            .flat_map(|it| it.expects)
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
        } else if let Some((why, _)) = claim.and_then(|it| it.beyond) {
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
        self.lines.iter().find(|line| line.claim == claim && line.region == region)
    }

    /// Every finding of every region.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The rows behind a claim in a region, in order.
    pub fn rows(&self, claim: &str, region: &str) -> Vec<&RowName> {
        let evidence = self.line(claim, region).into_iter().flat_map(|line| &line.evidence);
        let rows: BTreeSet<&RowName> = evidence.flat_map(|it| &it.finding.rows).collect();
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
