//! The verdicts as text and as Markdown.
use super::{ClaimLine, ClaimTable, Evidence};
use crate::Measured;
use crate::report::{TextTable, number, wrap};

const WIDTH: usize = 100;

fn shown(value: Measured) -> String {
    value.value().map_or_else(|| "–".to_owned(), number)
}

fn shown_p(p: Measured) -> String {
    match p.value() {
        Some(p) if p < 0.001 => "<.001".to_owned(),
        Some(p) => format!("{p:.3}"),
        None => "–".to_owned(),
    }
}

/// Claim, region, verdict: one line each.
fn verdicts(table: &ClaimTable) -> TextTable {
    let header = ["claim", "said of", "asked of", "verdict", "what it says"];
    let mut rows = TextTable::new(header).words(4);
    for line in &table.lines {
        let words = [
            line.claim.to_owned(),
            line.said_of.to_owned(),
            line.region.clone(),
            line.verdict.to_string(),
            line.says.to_owned(),
        ];
        rows.row(words);
    }
    rows
}

/// The numbers: one line each.
fn numbers(table: &ClaimTable) -> TextTable {
    let header = [
        "claim", "region", "quantity", "number", "interval", "expected", "p", "least p", "q",
        "rows", "stands",
    ];
    let mut rows = TextTable::new(header).words(2);
    for line in &table.lines {
        for evidence in &line.evidence {
            rows.row(row(line, evidence));
        }
    }
    rows
}

fn row(line: &ClaimLine, evidence: &Evidence) -> [String; 11] {
    let finding = &evidence.finding;
    let quantity = match &finding.part {
        Some(part) => format!("{} ({part})", finding.quantity),
        None => finding.quantity.to_owned(),
    };
    let interval = match finding.interval.value() {
        Some(it) => format!("{} … {}", number(it.low), number(it.high)),
        None => "–".to_owned(),
    };
    let robustness = &evidence.robustness;
    let failed = robustness.other_sign.len() + robustness.not_significant.len();
    let stands = match robustness.compared {
        0 => "–".to_owned(),
        all => format!("{}/{all}", all.saturating_sub(failed)),
    };
    [
        line.claim.to_owned(),
        line.region.clone(),
        quantity,
        shown(finding.value),
        interval,
        evidence.expected.to_owned(),
        shown_p(evidence.p),
        shown_p(evidence.attainable),
        shown_p(evidence.q),
        finding.rows.len().to_string(),
        stands,
    ]
}

/// Why, and what would decide: a paragraph for each claim and region.
fn reasons(table: &ClaimTable) -> Vec<String> {
    let reason = |line: &ClaimLine| {
        let mut text =
            format!("{} {}: {}. {}.", line.claim, line.region, line.verdict, line.because);
        if let Some(needs) = &line.decided_by {
            text.push_str(&format!(" What would decide: {needs}."));
        }
        text
    };
    table.lines.iter().map(reason).collect()
}

const BEFORE: &str = "Each claim of the founding study is asked of each region, also of the one it is not said of. Established: the number lies where the claim says, chance does as much in at most one case of twenty once all tests of this table are allowed for, and no other choice of rows and rules takes it back. Contradicted: the same on the other side. The ledgers are sparse and were searched for, not counted: most claims cannot be decided with these rows.";
const NUMBERS: &str = "Expected: on which side of chance the claim says the number is. Least p: the smallest these rows could have given. Rows: those behind it, listed in JSON. Stands: under how many of the other choices that give a number.";

pub(super) fn text(table: &ClaimTable) -> String {
    let mut text = "THE STUDY, CLAIM BY CLAIM\n".to_owned();
    text.push_str(&format!("{}\n\n", wrap(BEFORE, WIDTH).join("\n")));
    text.push_str(&verdicts(table).to_text(WIDTH));
    text.push_str(&format!("\nTHE NUMBERS\n{}\n\n", wrap(NUMBERS, WIDTH).join("\n")));
    text.push_str(&numbers(table).to_text(160));
    text.push_str("\nWHY, AND WHAT WOULD DECIDE\n");
    for reason in reasons(table) {
        text.push_str(&format!("  {}\n", wrap(&reason, WIDTH - 6).join("\n      ")));
    }
    let (tested, seed) = (table.tested, table.inquiry.seed);
    text.push_str(&format!("\n{tested} tests; seed {seed}; {}.\n", table.inquiry.projection));
    text
}

pub(super) fn markdown(table: &ClaimTable) -> String {
    let mut text =
        format!("# The study, claim by claim\n\n{BEFORE}\n\n{}", verdicts(table).to_markdown());
    text.push_str(&format!("\n## The numbers\n\n{NUMBERS}\n\n{}", numbers(table).to_markdown()));
    text.push_str("\n## Why, and what would decide\n\n");
    for reason in reasons(table) {
        text.push_str(&format!("- {reason}\n"));
    }
    text
}
