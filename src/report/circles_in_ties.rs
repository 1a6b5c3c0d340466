//! The circles found in the ties, and the declared ones beside them, in plain words.
use super::circles::{WIDTH, Words, paragraph, value};
use super::{TextTable, number};
use crate::circles::{CircleMethod, CirclesInTies, DetectedCircles};
use crate::{Measured, Node};
use std::fmt::Write;

impl Words<'_> {
    pub(super) fn in_ties(&self) -> String {
        let CirclesInTies { found, stability, again, replicates, .. } = &self.found.in_ties;
        let mut text = "WHICH CIRCLES DO THE TIES MAKE BY THEMSELVES?\n\n".to_owned();
        let rows = if self.found.founding.is_empty() {
            ""
        } else {
            " Rows that found a declared circle are left out."
        };
        text += &paragraph(&format!("{}{rows}", found.in_words()));
        if found.tree.is_trivial() {
            return text + &self.again(again, *replicates);
        }
        text += &self.beyond_distance();
        text += "\n";
        let sure = |circle: usize| stability.as_ref().value().map(|all| all[circle]);
        text += &found.outline(
            |city| self.city(city),
            |circle| match sure(circle) {
                Some(sure) => format!(", found again in {} %", (100.0 * sure.share).round()),
                None => String::new(),
            },
        );
        text += &self.again(again, *replicates);
        text + &self.agreement()
    }

    /// Whether the circles tell more than proximity does.
    fn beyond_distance(&self) -> String {
        let test = self.found.in_ties.beyond_distance.as_ref();
        let words = match test.and_then(|found| found.test) {
            Measured::Undefined(reason) => format!(
                "Whether they tell more than proximity does cannot be said: {}.",
                reason.words()
            ),
            Measured::Value(test) if test.p <= 0.05 => format!(
                "They tell more than proximity does: where only activity and distance matter, \
                circles as good come about in a share of {} of networks.",
                number(test.p)
            ),
            Measured::Value(test) => format!(
                "They may be no more than proximity: where only activity and distance matter, \
                circles as good come about in a share of {} of networks.",
                number(test.p)
            ),
        };
        paragraph(&words)
    }

    /// How often other events make circles at all.
    fn again(&self, again: &Measured, replicates: usize) -> String {
        match again {
            Measured::Value(share) => format!(
                "\n{}",
                paragraph(&format!(
                    "Events were drawn again {replicates} times: {} % of these networks have circles. \
                    A circle is found again where one of three quarters the same cities is.",
                    (100.0 * share).round()
                ))
            ),
            Measured::Undefined(_) => String::new(),
        }
    }

    /// Every declared circle with the nearest one found.
    fn agreement(&self) -> String {
        let agreement = match &self.found.in_ties.agreement {
            Measured::Undefined(reason) => {
                return format!(
                    "\n{}",
                    paragraph(&format!("Beside the declared circles: {}.", reason.words()))
                );
            }
            Measured::Value(agreement) => agreement,
        };
        let head = ["id", "cities", "nearest", "alike", "p", "q", "missing in it", "extra in it"];
        let mut table = TextTable::new(head).words(6).words(7);
        for circle in &agreement.circles {
            table.row([
                circle.name.clone(),
                circle.size.to_string(),
                circle.nearest.map_or("–".to_owned(), |it| it.to_string()),
                number(circle.jaccard),
                number(circle.p),
                number(circle.q),
                self.few(&circle.missing),
                self.few(&circle.extra),
            ]);
        }
        let mut text = "\n".to_owned();
        text += &paragraph(
            "The declared circles and, of those found, the nearest to each: alike is the share of \
            shared cities in the cities of both; p how often the best match of as many random cities \
            is as good, q over all circles.",
        );
        text += &format!("\n{}", table.to_text(WIDTH + 20));
        if let Measured::Value(both) = &agreement.hierarchical {
            text += &format!(
                "\n{}",
                paragraph(&format!(
                    "As trees: hierarchical mutual information {} (p {}), element-centric similarity {}.",
                    value(both.normalized),
                    value(both.p),
                    value(agreement.element_centric),
                ))
            );
        }
        text
    }

    fn city(&self, city: Node) -> String {
        let city = &self.found.cities[city as usize];
        self.names.choose(&city.name, city.name_local.as_deref())
    }

    /// Up to four cities by name, and how many more.
    fn few(&self, cities: &[Node]) -> String {
        const NAMED: usize = 4;
        let named = cities.iter().take(NAMED).map(|&city| self.city(city));
        let mut text = named.collect::<Vec<_>>().join(", ");
        match cities.len().checked_sub(NAMED) {
            _ if cities.is_empty() => "–".to_owned(),
            Some(more) if more > 0 => {
                // Writing to a string cannot fail.
                let _ = write!(text, " and {more} more");
                text
            }
            _ => text,
        }
    }
}

impl DetectedCircles {
    /// What was found, in a sentence or two.
    pub fn in_words(&self) -> String {
        let (more, none) = match self.method {
            CircleMethod::Quality | CircleMethod::Fast => (
                "each tells more of the ties than it takes to tell it",
                "no circle tells more of the ties than it takes to tell it",
            ),
            CircleMethod::Tested | CircleMethod::Consensus => (
                "each division tells more of the ties than the divisions of networks in which every \
                city has as many partners",
                "in networks in which every city has as many partners, chance makes circles as good",
            ),
        };
        let p = match self.p {
            Measured::Value(p) => format!(" (p {})", number(p)),
            Measured::Undefined(_) => String::new(),
        };
        match self.significant {
            Measured::Undefined(reason) => format!("No answer: {}.", reason.words()),
            Measured::Value(false) => format!(
                "None: {none}{p}. That is no proof that there are none. Method: {} ({}).",
                self.method.as_str(),
                self.reason
            ),
            Measured::Value(true) => {
                let count = |number: usize, one: &str| {
                    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
                };
                let circles = count(self.tree.circle_count() - 1, "circle");
                let levels = count(self.tree.levels().len(), "level");
                let (method, reason) = (self.method.as_str(), self.reason);
                format!("{circles} in {levels}: {more}{p}. Method: {method} ({reason}).")
            }
        }
    }

    /// The circles one under another, each indented below the one around it, with its number, its
    /// size, a remark, and its cities unless they are in smaller circles.
    pub fn outline(
        &self,
        name: impl Fn(Node) -> String,
        remark: impl Fn(usize) -> String,
    ) -> String {
        let tree = &self.tree;
        let mut text = String::new();
        for circle in 1..tree.circle_count() {
            let indent = "  ".repeat(tree.depth(circle));
            let cities: Vec<String> = tree.loose(circle).iter().map(|&city| name(city)).collect();
            let cities = match (cities.is_empty(), tree.children(circle).next()) {
                (true, _) => String::new(),
                (false, None) => format!(": {}", cities.join(", ")),
                (false, Some(_)) => format!(": besides smaller circles {}", cities.join(", ")),
            };
            let line = format!("{circle} ({} cities{}){cities}", tree.size(circle), remark(circle));
            let lines = super::wrap(&line, WIDTH.saturating_sub(indent.len() + 4).max(40));
            let _ = writeln!(text, "{indent}{}", lines.join(&format!("\n{indent}    ")));
        }
        text
    }
}
