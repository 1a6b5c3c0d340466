//! An examination of circles in plain words.
use super::{Names, TextTable, number, wrap};
use crate::circles::{CircleFound, DeclaredCircle, DeclaredResult, Examination, Verdict};
use crate::statistics::PermutationTest;
use crate::{Measured, Node};
use std::fmt;

pub(super) const WIDTH: usize = 100;

impl fmt::Display for Examination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text(Names::Both))
    }
}

impl Examination {
    /// The examination as text for a terminal.
    pub fn to_text(&self, names: Names) -> String {
        let words = Words { found: self, names };
        let parts = [
            words.heading(),
            words.circles(),
            words.sets(),
            words.follow(),
            words.each(),
            words.interaction(),
            words.support(),
            words.maturity(),
            words.in_ties(),
            words.verdicts(),
        ];
        parts.join("\n")
    }

    /// The examination as JSON.
    ///
    /// # Errors
    /// None that a complete examination could cause.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

impl DeclaredCircle {
    /// The name to print.
    pub fn name(&self, names: Names) -> String {
        names.choose(&self.name, self.name_local.as_deref())
    }
}

pub(super) struct Words<'a> {
    pub(super) found: &'a Examination,
    pub(super) names: Names,
}

/// A number, or a dash.
pub(super) fn value(measured: Measured) -> String {
    measured.value().map_or_else(|| "–".to_owned(), number)
}

pub(super) fn p(test: &Measured<PermutationTest>) -> String {
    value(test.as_ref().map(|test| test.p))
}

/// p and the smallest it could be, or why there is none.
pub(super) fn p_in_words(test: &Measured<PermutationTest>) -> String {
    match test {
        Measured::Value(test) => {
            format!("p {} (least {})", number(test.p), number(test.attainable))
        }
        Measured::Undefined(reason) => format!("no test: {}", reason.words()),
    }
}

pub(super) fn paragraph(text: &str) -> String {
    let lines = wrap(text, WIDTH - 2);
    lines.iter().map(|line| format!("  {line}\n")).collect()
}

impl Words<'_> {
    pub(super) fn declared(&self) -> &DeclaredResult {
        &self.found.declared
    }

    pub(super) fn circle(&self, circle: usize) -> String {
        self.declared().circles[circle].name(self.names)
    }

    fn cities(&self, cities: &[Node]) -> String {
        let name = |&node: &Node| {
            let city = &self.found.cities[node as usize];
            self.names.choose(&city.name, city.name_local.as_deref())
        };
        cities.iter().map(name).collect::<Vec<_>>().join(", ")
    }

    fn heading(&self) -> String {
        let found = self.found;
        let name = self.names.choose(&found.region_name, found.region_name_local.as_deref());
        let mut text = format!("CIRCLES WITHIN CIRCLES: {name}\n\n");
        text += &paragraph(&format!("Ties: {}.", found.projection));
        text += &paragraph(&format!(
            "{} cities, {} pairs tied; {} once {} rows are left out that found or run a circle and \
            so are no evidence for it. Seed {}, chance asked {} times in each test.",
            found.cities.len(),
            found.ties,
            found.ties_without_founding,
            found.founding.len(),
            found.seed,
            found.permutations,
        ));
        text
    }

    fn circles(&self) -> String {
        let head = ["id", "cities", "in part", "elsewhere", "stated", "status", "circle", "inside"];
        let mut table = TextTable::new(head).words(5).words(6).words(7);
        for (nth, circle) in self.declared().circles.iter().enumerate() {
            let order = &self.found.containment;
            let same = order.same[nth];
            let inside = if same == nth {
                self.ids(&order.parents[nth])
            } else {
                format!("same cities as {}", self.declared().circles[same].id)
            };
            let stated = circle.stated.map_or_else(|| "–".to_owned(), |it| it.to_string());
            table.row([
                circle.id.clone(),
                circle.members.len().to_string(),
                circle.in_part.len().to_string(),
                circle.outside.to_string(),
                stated,
                circle.status.map_or("", |status| status.as_str()).to_owned(),
                circle.name(self.names),
                inside,
            ]);
        }
        let when = self.declared().at.map_or_else(String::new, |at| format!(" in {at}"));
        let mut text = format!("THE DECLARED CIRCLES{when}\n\n{}", table.to_text(WIDTH + 20));
        for left_out in &self.declared().left_out {
            let name = self.names.choose(&left_out.name, left_out.name_local.as_deref());
            text += &format!(
                "  {} {name}: no circle here, {}\n",
                left_out.id,
                left_out.reason.as_str()
            );
        }
        text
    }

    pub(super) fn ids(&self, circles: &[usize]) -> String {
        let ids: Vec<&str> =
            circles.iter().map(|&it| self.declared().circles[it].id.as_str()).collect();
        ids.join(", ")
    }

    fn sets(&self) -> String {
        let found = self.found;
        let mut text = "DO THE CIRCLES LIE INSIDE ONE ANOTHER?\n\n".to_owned();
        let order = &found.containment;
        text += &paragraph(&format!(
            "Laminarity {} (1: a tree of circles), {} against circles of these sizes at random. The \
            deepest city stands in {} circles, each inside the next; {} % of cities in two or more.",
            value(found.laminarity.laminarity),
            p_in_words(&found.laminarity_test),
            order.deepest,
            value(order.share_in_two.map(|share| (100.0 * share).round())),
        ));
        for crossing in &found.laminarity.crossings {
            text += &paragraph(&format!(
                "{} and {} cross: torn between them {}.",
                self.circle(crossing.one),
                self.circle(crossing.other),
                self.cities(&crossing.torn),
            ));
        }
        text
    }

    fn follow(&self) -> String {
        let found = self.found;
        let mut text = "DO TIES FOLLOW THE CIRCLES?\n\n".to_owned();
        text += &paragraph(&format!(
            "Nesting fit {} (0: like circles at random, 1: the best conceivable); T0, circles around \
            random cities: {}; T2, proximity and activity alone: {}. τ_b of weight and depth {}. A \
            fit above chance is necessary for circles within circles, not sufficient.",
            value(found.fit.fit),
            p_in_words(&found.fit_labels),
            p_in_words(&found.fit_distance),
            value(found.fit.tau_b),
        ));
        let mut depths = TextTable::new(["circles around a pair", "pairs", "mean weight"]);
        for depth in &found.fit.by_depth {
            depths.row([
                depth.depth.to_string(),
                depth.pairs.to_string(),
                number(depth.mean_weight),
            ]);
        }
        text += &format!("\n{}", depths.to_text(WIDTH));
        if found.chains.is_empty() {
            return text;
        }
        let head = ["p of all", "p of each", "attainable", "chain, from the inside out"];
        let mut table = TextTable::new(head).words(1).words(2).words(3);
        for chain in &found.chains {
            let each = chain.tests.levels.iter().map(|level| p(&level.test));
            let least = chain.tests.levels.iter().map(|level| {
                value(match level.test {
                    Measured::Value(test) => Measured::Value(test.attainable),
                    Measured::Undefined(crate::Undefined::NotAttainable { p_min }) => {
                        Measured::Value(p_min)
                    }
                    Measured::Undefined(reason) => Measured::Undefined(reason),
                })
            });
            table.row([
                value(chain.tests.p),
                each.collect::<Vec<_>>().join(" · "),
                least.collect::<Vec<_>>().join(" · "),
                self.ids(&chain.circles).replace(", ", " ⊂ "),
            ]);
        }
        text += "\n";
        text += &paragraph(
            "Circles inside circles: every level must add something to the one around it, so the p \
            of a chain is its largest.",
        );
        text + &format!("\n{}", table.to_text(WIDTH + 20))
    }

    fn each(&self) -> String {
        let head = [
            "id",
            "rows",
            "founded",
            "inside",
            "around",
            "T0",
            "T1",
            "least",
            "q",
            "T2",
            "around it",
        ];
        let mut table = TextTable::new(head).words(10);
        for found in &self.found.circles {
            let tests = &found.tests;
            let least = match tests.conditional {
                Measured::Value(test) => number(test.attainable),
                Measured::Undefined(crate::Undefined::NotAttainable { p_min }) => number(p_min),
                Measured::Undefined(_) => "–".to_owned(),
            };
            let around = tests.around.map_or("the region".to_owned(), |it| self.ids(&[it]));
            table.row([
                self.declared().circles[found.circle].id.clone(),
                found.rows.to_string(),
                value(found.founded),
                value(tests.inside),
                value(tests.outside),
                p(&tests.labels),
                p(&tests.conditional),
                least,
                value(found.q),
                p(&tests.distance),
                around,
            ]);
        }
        let mut text = "EACH CIRCLE BY ITSELF\n\n".to_owned();
        text += &paragraph(
            "rows: those that tie its cities, founding rows left out; founded: the share of the \
            weight inside it that those are. Mean weight of pairs inside (in no smaller circle) and \
            across its border, within the circle around it. p of T0, the same circle around other \
            cities; of T1, given the circles inside and around it, with the smallest p possible and \
            the q over all circles; of T2, beyond proximity and activity.",
        );
        text + &format!("\n{}", table.to_text(WIDTH + 20))
    }

    fn verdicts(&self) -> String {
        let mut text = "WHAT THE RECORDED TIES SAY\n\n".to_owned();
        text += &paragraph(
            "A circle is supported if ties inside are stronger than those around by every test, T0, T1 \
            (q over all circles) and T2, at 5 %. It is not supported if they are not, and ties twice as \
            strong inside as around are ruled out. Else these data cannot decide.",
        );
        for verdict in [Verdict::Supported, Verdict::NotSupported, Verdict::Undecided] {
            let circles: Vec<&CircleFound> =
                self.found.circles.iter().filter(|it| it.verdict == verdict).collect();
            text += &format!("\n  {} ({})\n", verdict.as_str(), circles.len());
            for found in circles {
                let line = format!("{}: {}.", self.circle(found.circle), found.because);
                let lines = wrap(&line, WIDTH - 6);
                text += &format!("    {}\n", lines.join("\n      "));
            }
        }
        text
    }
}
