//! A table for a terminal or for Markdown.
use unicode_width::UnicodeWidthStr;

/// A table of text. Columns are as wide as they need to be on a terminal, where a Chinese
/// character takes two columns; all but the first are aligned to the right, unless they are said
/// to hold words.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TextTable {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    words: Vec<usize>,
}

impl TextTable {
    /// An empty table with these column heads.
    pub fn new<T: Into<String>>(header: impl IntoIterator<Item = T>) -> Self {
        let header = header.into_iter().map(Into::into).collect();
        Self { header, words: vec![0], ..Self::default() }
    }

    /// Says that a column holds words, to be aligned to the left.
    pub fn words(mut self, column: usize) -> Self {
        self.words.push(column);
        self
    }

    /// Adds a row; missing cells are empty, and characters that would steer a terminal show as �.
    pub fn row<T: Into<String>>(&mut self, cells: impl IntoIterator<Item = T>) {
        let shown = |cell: String| cell.replace(char::is_control, "�");
        self.rows.push(cells.into_iter().map(|cell| shown(cell.into())).collect());
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table for a terminal, indented by two; a last column of words is broken at `width`.
    pub fn to_text(&self, width: usize) -> String {
        let Some(last) = self.header.len().checked_sub(1) else {
            return String::new();
        };
        let mut widths = vec![0; self.header.len()];
        for row in self.rows.iter().chain([&self.header]) {
            for (wide, cell) in widths.iter_mut().zip(row) {
                *wide = cell.width().max(*wide);
            }
        }
        let before: usize = 2 + widths[..last].iter().map(|wide| wide + 2).sum::<usize>();
        let breaks = last > 0 && self.words.contains(&last);
        if breaks {
            widths[last] = widths[last].min(width.saturating_sub(before).max(20));
        }
        let rule: Vec<String> = widths.iter().map(|&wide| "─".repeat(wide)).collect();
        let mut text = String::new();
        for row in [&self.header, &rule].into_iter().chain(&self.rows) {
            let tail = row.get(last).map_or("", String::as_str);
            let parts = if breaks { wrap(tail, widths[last]) } else { vec![tail.to_owned()] };
            let mut line = String::from("  ");
            for (column, &wide) in widths.iter().enumerate() {
                let cell = if column == last { parts.first() } else { row.get(column) };
                line.push_str(&self.pad(cell.map_or("", String::as_str), wide, column));
                line.push_str("  ");
            }
            text.push_str(line.trim_end());
            text.push('\n');
            for part in parts.iter().skip(1) {
                text.push_str(&format!("{}{part}\n", " ".repeat(before)));
            }
        }
        text
    }

    fn pad(&self, cell: &str, width: usize, column: usize) -> String {
        let blanks = " ".repeat(width.saturating_sub(cell.width()));
        if self.words.contains(&column) {
            format!("{cell}{blanks}")
        } else {
            format!("{blanks}{cell}")
        }
    }

    /// The table in Markdown.
    pub fn to_markdown(&self) -> String {
        let line = |cells: &[String]| {
            let mut cells: Vec<String> =
                cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
            cells.resize(self.header.len(), String::new());
            format!("| {} |\n", cells.join(" | "))
        };
        let rule = (0..self.header.len())
            .map(|column| if self.words.contains(&column) { "---|" } else { "--:|" });
        let mut text = line(&self.header);
        text.push_str(&format!("|{}\n", rule.collect::<String>()));
        self.rows.iter().for_each(|row| text.push_str(&line(row)));
        text
    }
}

/// Breaks text at blanks into lines of at most `width` columns, where words allow.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is always a line");
        if !line.is_empty() && line.width() + 1 + word.width() > width {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}
