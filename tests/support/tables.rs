//! Tables of simulated rates, on a page and as printed.

/// What is asked, without the numbers that answer it: the lines of tables and headings.
pub(crate) fn skeleton(text: &str) -> Vec<String> {
    let is_number = |cell: &str| {
        let cell = cell.trim().trim_start_matches('*');
        cell.starts_with(|first: char| first.is_ascii_digit()) && cell.contains(" ± ")
            || cell == "refused"
    };
    let line = |line: &str| {
        let cells = line.split('|').filter(|cell| !is_number(cell)).map(str::trim);
        cells.collect::<Vec<_>>().join("|")
    };
    let lines = text.lines().filter(|line| line.starts_with('|') || line.starts_with("## "));
    lines.map(line).collect()
}
