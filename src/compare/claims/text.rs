//! The verdicts as text and as Markdown.
use super::{ClaimLine, ClaimTable, Evidence};
use crate::Measured;
use crate::compare::test::ALPHA;
use crate::cooperation::Verdict;
use crate::report::{TextTable, number, wrap};
use std::collections::BTreeMap;

const WIDTH: usize = 100;
/// The tables of numbers are wider: eleven columns.
const WIDE: usize = 160;

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

fn cell(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::CannotBeDecided => "open",
        other => other.as_str(),
    }
}

/// Every claim once, the regions beside each other; a star at the one it is said of.
fn verdicts(table: &ClaimTable) -> TextTable {
    let mut regions: Vec<&str> = Vec::new();
    for line in table.lines.iter().filter(|line| line.against.is_none()) {
        if !regions.contains(&line.region.as_str()) {
            regions.push(&line.region);
        }
    }
    let header = ["claim"].into_iter().chain(regions.iter().copied()).chain(["what it says"]);
    let mut rows = TextTable::new(header).words(regions.len() + 1);
    for lines in table.lines.chunk_by(|a, b| a.claim == b.claim) {
        let of = |region: &&str| {
            let line = lines.iter().find(|it| it.against.is_none() && it.region == **region);
            let star = if lines[0].said_of == *region { " *" } else { "  " };
            line.map_or(String::new(), |line| format!("{}{star}", cell(line.verdict)))
        };
        let cells = [lines[0].claim.to_owned()].into_iter().chain(regions.iter().map(of));
        rows.row(cells.chain([lines[0].says.to_owned()]));
    }
    rows
}

/// Every claim that sets one region against another.
fn contrasts(table: &ClaimTable) -> TextTable {
    let header = ["claim", "more so in", "than in", "verdict", "what it says"];
    let mut rows = TextTable::new(header).words(1).words(2).words(3).words(4);
    for line in &table.lines {
        if let Some(against) = &line.against {
            let words = [line.claim, line.region.as_str(), against, cell(line.verdict), line.says];
            rows.row(words);
        }
    }
    rows
}

/// The numbers of single regions: one line each.
fn numbers(table: &ClaimTable) -> TextTable {
    let header = [
        "claim", "region", "quantity", "number", "interval", "expected", "p", "least p", "q",
        "rows", "stands",
    ];
    let mut rows = TextTable::new(header).words(1).words(2);
    for line in table.lines.iter().filter(|line| line.against.is_none()) {
        for evidence in &line.evidence {
            let finding = &evidence.finding;
            let quantity = match &finding.part {
                Some(part) => format!("{} ({part})", finding.quantity),
                None => finding.quantity.to_owned(),
            };
            let before = [line.claim.to_owned(), line.region.clone(), quantity];
            rows.row(before.into_iter().chain(test(evidence)));
        }
    }
    rows
}

/// The numbers of two regions against one another: one line each.
fn differences(table: &ClaimTable) -> TextTable {
    let header = [
        "claim",
        "contrast",
        "first",
        "second",
        "difference",
        "interval",
        "expected",
        "p",
        "least p",
        "q",
        "rows",
        "stands",
    ];
    let mut rows = TextTable::new(header).words(1);
    for line in table.lines.iter().filter(|line| line.against.is_some()) {
        for evidence in &line.evidence {
            let sides = evidence.sides.iter().map(|side| shown(side.value));
            let before = [line.claim.to_owned(), evidence.finding.quantity.to_owned()];
            rows.row(before.into_iter().chain(sides).chain(test(evidence)));
        }
    }
    rows
}

/// What follows in every line of numbers.
fn test(evidence: &Evidence) -> [String; 8] {
    let finding = &evidence.finding;
    let interval = match finding.interval.value() {
        Some(it) => format!("{} … {}", number(it.low), number(it.high)),
        None => "–".to_owned(),
    };
    let stands = match evidence.robustness.compared + evidence.robustness.without_power.len() {
        0 => "–".to_owned(),
        all => format!("{}/{all}", all.saturating_sub(failed(evidence))),
    };
    [
        shown(finding.value),
        interval,
        evidence.expected.to_owned(),
        shown_p(evidence.p),
        shown_p(evidence.attainable),
        shown_p(evidence.q),
        evidence.row_count().to_string(),
        stands,
    ]
}

/// Under how many choices a number is on the other side or, if it is significant, not significant
/// though it could be.
fn failed(evidence: &Evidence) -> usize {
    let robustness = &evidence.robustness;
    if !evidence.p.value().is_some_and(|p| p <= ALPHA) {
        return robustness.other_sign.len();
    }
    let weak = robustness.not_significant.iter();
    robustness.other_sign.len() + weak.filter(|it| !robustness.other_sign.contains(it)).count()
}

/// What each quantity is, once.
fn meanings(table: &ClaimTable) -> Vec<String> {
    let all = table.lines.iter().flat_map(|line| &line.evidence);
    let all: BTreeMap<&str, &str> =
        all.map(|it| (it.finding.quantity, it.finding.meaning)).collect();
    all.into_iter().map(|(quantity, meaning)| format!("{quantity}: {meaning}.")).collect()
}

/// Why, and what would decide: a paragraph for each claim; regions of which the same is to be said
/// are named together.
fn reasons(table: &ClaimTable) -> Vec<String> {
    let mut reasons: Vec<(&str, Vec<String>, String)> = Vec::new();
    for line in &table.lines {
        let said = reason(line);
        match reasons.iter_mut().find(|it| it.0 == line.claim && it.2 == said) {
            Some((_, regions, _)) => regions.push(line.asked_of()),
            None => reasons.push((line.claim, vec![line.asked_of()], said)),
        }
    }
    let text = |(claim, regions, said): (&str, Vec<String>, String)| {
        format!("{claim} {}: {said}", regions.join(", "))
    };
    reasons.into_iter().map(text).collect()
}

fn reason(line: &ClaimLine) -> String {
    let mut text = format!("{}. {}.", line.verdict, line.because);
    if let Some(needs) = &line.decided_by {
        text.push_str(&format!(" What would decide: {needs}."));
    }
    text
}

const BEFORE: &str = "Each claim of the founding study is asked of each region, also of the one it is not said of (* marks the one it is). Established: the number lies where the claim says, chance does as much in at most one case of twenty once all tests of this table are allowed for, and no other choice of rows and rules takes it back. Contradicted: the same on the other side. Open: it cannot be decided with these rows. The ledgers are sparse and were searched for, not counted: most claims are open.";
const BESIDE: &str = "Where the study has one region in mind beside another, both are set against one another: is there more of it in the one it is said of?";
const NUMBERS: &str = "Expected: on which side of chance the claim says the number is. p: two-sided. Least p: the smallest these rows could have given. q: that of all tests here, if this one is believed. Rows: those behind it, listed in JSON. Stands: under how many of the other choices of rows and rules that give a number it keeps its side and, if its own p is at most 0.05, one as small, unless so few rows are left that none could be.";
const DIFFERENCES: &str = "First and second: the number of each region. Difference: the first less the second, of shares as they are, of paces and rates on the logarithmic scale.";

/// The sections after the verdicts: a heading, words, a table.
fn sections(table: &ClaimTable) -> [(&'static str, &'static str, TextTable, usize); 3] {
    [
        ("The regions beside one another", BESIDE, contrasts(table), WIDTH),
        ("The numbers", NUMBERS, numbers(table), WIDE),
        ("The numbers beside one another", DIFFERENCES, differences(table), WIDE),
    ]
}

pub(super) fn text(table: &ClaimTable) -> String {
    let mut text = "THE STUDY, CLAIM BY CLAIM\n".to_owned();
    text.push_str(&format!("{}\n\n", wrap(BEFORE, WIDTH).join("\n")));
    text.push_str(&verdicts(table).to_text(WIDTH));
    for (heading, words, rows, width) in sections(table) {
        if !rows.is_empty() {
            let heading = heading.to_uppercase();
            text.push_str(&format!("\n{heading}\n{}\n\n", wrap(words, WIDTH).join("\n")));
            text.push_str(&rows.to_text(width));
        }
    }
    for (heading, items) in
        [("WHAT THE NUMBERS SAY", meanings(table)), ("WHY, AND WHAT WOULD DECIDE", reasons(table))]
    {
        text.push_str(&format!("\n{heading}\n"));
        for item in items {
            text.push_str(&format!("  {}\n", wrap(&item, WIDTH - 6).join("\n      ")));
        }
    }
    let (tested, seed) = (table.tested, table.inquiry.seed);
    text.push_str(&format!("\n{tested} tests; seed {seed}; {}.\n", table.inquiry.projection));
    text
}

pub(super) fn markdown(table: &ClaimTable) -> String {
    let mut text =
        format!("# The study, claim by claim\n\n{BEFORE}\n\n{}", verdicts(table).to_markdown());
    for (heading, words, rows, _) in sections(table) {
        if !rows.is_empty() {
            text.push_str(&format!("\n## {heading}\n\n{words}\n\n{}", rows.to_markdown()));
        }
    }
    for (heading, items) in
        [("What the numbers say", meanings(table)), ("Why, and what would decide", reasons(table))]
    {
        text.push_str(&format!("\n## {heading}\n\n"));
        items.iter().for_each(|item| text.push_str(&format!("- {item}\n")));
    }
    text
}
