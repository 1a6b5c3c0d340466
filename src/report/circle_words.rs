//! How circles interact, what they hold up and how far they have come, in plain words.
use super::circles::{WIDTH, Words, p, p_in_words, paragraph, value};
use super::{TextTable, number};
use crate::Measured;
use crate::circles::{Block, LevelFound, SupportResult};

impl Words<'_> {
    pub(super) fn interaction(&self) -> String {
        let mut text = "DO THE CIRCLES INTERACT?\n".to_owned();
        if self.found.levels.is_empty() {
            text += "\n  There are no two circles side by side.\n";
        }
        for level in &self.found.levels {
            text += &self.level(level);
        }
        text
    }

    fn level(&self, level: &LevelFound) -> String {
        let LevelFound { level, interaction, mediation } = level;
        let mut text = format!("\n  Level {level}: {}\n", self.ids(&interaction.circles));
        let ratio = match interaction.ratio {
            Measured::Value(ratio) => format!(
                "Between them lies {} of the weight that strengths lead to expect there (interaction \
                ratio), {}",
                number(ratio),
                p_in_words(&interaction.test)
            ),
            Measured::Undefined(reason) => format!("No interaction ratio: {}", reason.words()),
        };
        let share = |share: Measured| value(share.map(|share| (100.0 * share).round()));
        let (both, one) = (share(mediation.both), share(mediation.one));
        let through = match mediation.both {
            Measured::Undefined(reason) => format!("through whom they meet: {}", reason.words()),
            Measured::Value(_) => format!(
                "of that, {both} % from core to core, {one} % with a core at one end, {} % with none; \
                strengths alone would give {} and {} %. Cores meet each other rather than others: {}",
                share(mediation.none),
                share(mediation.both_expected),
                share(mediation.one_expected),
                p_in_words(&mediation.test),
            ),
        };
        text += &paragraph(&format!("{ratio}; {through}."));
        let mut notable: Vec<_> = interaction
            .pairs
            .iter()
            .filter(|pair| pair.q.value().is_some_and(|q| q <= 0.05))
            .collect();
        notable.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        for pair in &notable {
            text += &paragraph(&format!(
                "{} and {}: {} times what strengths lead to expect (q {}).",
                self.circle(pair.one),
                self.circle(pair.other),
                value(pair.ratio),
                value(pair.q),
            ));
        }
        if notable.is_empty() && interaction.ratio.value().is_some() {
            text += "  No pair of them stands out (q ≤ 0.05).\n";
        }
        text
    }

    pub(super) fn support(&self) -> String {
        let mut text = "DO THE SMALL CIRCLES HOLD UP THE BIG ONE?\n\n".to_owned();
        text += &paragraph(
            "What the ties of each block add to the integration of the whole, on average over all \
            orders in which the blocks could come about (Shapley), founding rows left out. Chance: \
            the same circles around random cities.",
        );
        for support in [&self.found.by_depth, &self.found.by_circle] {
            text += "\n";
            text += &match support {
                Measured::Value(support) => self.blocks(support),
                Measured::Undefined(reason) => paragraph(&format!("Undefined: {}", reason.words())),
            };
        }
        text
    }

    fn blocks(&self, support: &SupportResult) -> String {
        let head =
            ["share of support", "by chance", "p", "share of ties", "per tie", "ties of these"];
        let mut table = TextTable::new(head).words(5);
        for block in &support.blocks {
            let name = match block.block {
                Block::Across => "across: in no circle but the region".to_owned(),
                Block::Depth(depth) => format!("in {depth} circles, the region included"),
                Block::Circle(circle) => self.circle(circle),
            };
            let error = if block.error > 0.0 {
                let rise = support.whole - support.empty;
                format!(" ± {}", number(block.error / rise))
            } else {
                String::new()
            };
            table.row([
                format!("{}{error}", value(block.share)),
                value(block.test.as_ref().map(|test| test.null_mean)),
                p(&block.test),
                number(block.share_of_ties),
                number(block.per_tie),
                name,
            ]);
        }
        let how = match support.orders {
            None => "exact".to_owned(),
            Some(orders) => format!("mean of {orders} random orders ± its standard error"),
        };
        let line = format!(
            "{} of the whole: {} ({how}; chance asked {} times)",
            support.integration.as_str(),
            number(support.whole),
            support.replicates
        );
        format!("{}\n{}", paragraph(&line), table.to_text(WIDTH + 20))
    }

    pub(super) fn maturity(&self) -> String {
        let head = [
            "id",
            "cities",
            "at first",
            "density",
            "p",
            "mechanism",
            "interaction",
            "support",
            "core share",
            "core / second",
            "nested",
            "p",
        ];
        let mut table = TextTable::new(head);
        for found in &self.found.maturity {
            let first = found.first.map(|(date, size)| format!("{size} in {date}"));
            table.row([
                self.declared().circles[found.circle].id.clone(),
                found.size.to_string(),
                first.unwrap_or_else(|| "–".to_owned()),
                value(found.density),
                p(&found.matched),
                value(found.mechanism),
                value(found.interaction),
                value(found.support),
                value(found.primacy),
                value(found.primacy_2),
                value(found.nestedness.as_ref().map(|nested| nested.total)),
                p(&found.nestedness.as_ref().and_then(|nested| nested.test)),
            ]);
        }
        let mut text = "HOW FAR HAS EACH CIRCLE COME?\n\n".to_owned();
        text += &paragraph(
            "Founding rows left out. density: the mean weight of pairs inside, its p against groups \
            of as many cities about as far from each other; mechanism: of the pairs of its cities \
            that meet in any body, the share that meets at all three levels; interaction: ties to \
            all others over what strengths lead to expect; support: its share of what holds the \
            whole together; core: the share of its strongest city in the strength inside, and how \
            many times the second; nested: whether members of its small platforms are members of \
            the large ones (NODF), against tables of the same sizes.",
        );
        text + &format!("\n{}", table.to_text(WIDTH + 20))
    }
}
