//! A comparison as Markdown.
use super::{Comparison, text};
use crate::report::Names;

pub(super) fn render(comparison: &Comparison, names: Names) -> String {
    let mut markdown = format!("# {}\n", text::title(comparison, names));
    for section in text::sections(comparison, names) {
        markdown.push_str(&format!("\n## {}\n", section.title));
        if !section.before.is_empty() {
            markdown.push_str(&format!("\n{}\n", section.before));
        }
        for (caption, table) in section.tables {
            if !caption.is_empty() {
                markdown.push_str(&format!("\n**{}**\n", caption));
            }
            markdown.push_str(&format!("\n{}", table.to_markdown()));
        }
        if !section.after.is_empty() {
            markdown.push('\n');
        }
        for paragraph in section.after.lines() {
            markdown.push_str(&format!("- {paragraph}\n"));
        }
    }
    let version = comparison.conurbation;
    markdown.push_str(&format!("\nMade by conurbation {version}, seed {}.\n", comparison.seed));
    markdown
}
