//! Which columns each table has, and which field each column fills: said once, used to check
//! headers, to read and to write.
use super::cell::{Cell, Rule, SharedCell, Word};
use crate::Date;
use crate::problem::Problem;
use crate::region::*;
use std::hash::Hash;

/// What walks over the columns of a row: a header check, a reader or a writer.
pub(crate) trait Cells {
    /// A column that must be there and filled.
    fn key<T: Cell>(&mut self, column: &'static str, field: &mut T);
    /// A column that may be silent.
    fn cell<T: Cell>(&mut self, column: &'static str, field: &mut Option<T>);
    /// A word with a meaning when silent.
    fn word_or<T: Vocabulary + PartialEq>(
        &mut self,
        column: &'static str,
        silent: T,
        field: &mut T,
    );
    /// A list separated by `;`, written only if `write`.
    fn list<T: Cell>(&mut self, column: &'static str, field: &mut Vec<T>, write: bool);
    /// A list that many rows have in common.
    fn shared<T: SharedCell>(&mut self, column: &'static str, field: &mut List<T>);
    /// A number that obeys a rule.
    fn number(&mut self, column: &'static str, rule: &'static Rule, field: &mut Option<f64>);

    /// A word of a closed vocabulary that may be silent.
    fn word<T: Vocabulary>(&mut self, column: &'static str, field: &mut Option<T>) {
        let mut word = field.map(Word);
        self.cell(column, &mut word);
        *field = word.map(|word| word.0);
    }

    /// What every row can say about itself; `name` is what this table calls its title.
    fn about(&mut self, name: &'static str, local: &'static str, about: &mut About) {
        self.cell(name, &mut about.name);
        self.cell(local, &mut about.name_local);
        self.about_rest(about);
    }

    /// The same where the name must be given.
    fn named(&mut self, about: &mut About) {
        let mut name = about.name.take().unwrap_or_default();
        self.key("name", &mut name);
        about.name = Some(name);
        self.cell("name_local", &mut about.name_local);
        self.about_rest(about);
    }

    /// What every row can say about itself beyond its names.
    fn about_rest(&mut self, about: &mut About) {
        self.cell("note", &mut about.note);
        self.shared("source", &mut about.sources);
        self.word("checked", &mut about.checked);
        self.cell("found", &mut about.found);
    }

    /// The same of a row that rarely says anything.
    fn boxed_about(&mut self, about: &mut Option<Box<About>>) {
        let mut plain = about.take().map(|about| *about).unwrap_or_default();
        self.about("title", "title_local", &mut plain);
        if !plain.is_silent() {
            *about = Some(Box::new(plain));
        }
    }
}

/// A row of one table.
pub(crate) trait Row: Sized {
    /// A row with nothing filled in.
    fn blank() -> Self;
    /// Walks over its columns.
    fn cells(&mut self, cells: &mut impl Cells);
    /// Checks what concerns several cells of the row.
    fn check(&self, _problem: &mut dyn FnMut(&'static str, Problem)) {}
}

/// A row that belongs to a row of another table and is kept there.
pub(crate) trait Member: Row {
    /// What no two rows of one owner may share.
    type Key: Eq + Hash;
    /// The column that names the owner.
    const OWNER: &'static str;
    /// The place that is a member.
    fn place(&self) -> Option<PlaceIndex>;
    /// When it joined and left.
    fn life(&self) -> (Option<Date>, Option<Date>);
    /// What tells it from the other rows of its owner.
    fn key(&self) -> Self::Key;
}

const WEIGHT: &Rule =
    &Rule { min: 0.0, max: f64::MAX, expected: "a weight: a finite number not below 0" };
const SHARE: &Rule = &Rule { min: 0.0, max: 1.0, expected: "a share from 0 to 1" };
const LONGITUDE: &Rule =
    &Rule { min: -180.0, max: 180.0, expected: "a longitude from -180 to 180" };
const LATITUDE: &Rule = &Rule { min: -90.0, max: 90.0, expected: "a latitude from -90 to 90" };
const AMOUNT: &Rule = &Rule { min: 0.0, max: f64::MAX, expected: "a finite number not below 0" };
/// The rule for shares of industries.
pub(crate) const INDUSTRY_SHARE: &Rule = SHARE;

/// An end that lies before its start.
pub(crate) fn check_order(
    start: Option<Date>,
    end: Option<Date>,
    column: &'static str,
    problem: &mut dyn FnMut(&'static str, Problem),
) {
    if let (Some(start), Some(end)) = (start, end) {
        if end.is_before(start) {
            let (start, end) = (start.to_string(), end.to_string());
            problem(column, Problem::EndsBeforeStart { start, end });
        }
    }
}

impl Row for RegionInfo {
    fn blank() -> Self {
        Self::default()
    }

    fn cells(&mut self, cells: &mut impl Cells) {
        cells.key("id", &mut self.id);
        cells.named(&mut self.about);
        cells.cell("as_of", &mut self.as_of);
        cells.cell("covers_from", &mut self.covers_from);
        cells.cell("covers_to", &mut self.covers_to);
        cells.list("domains", &mut self.domains, true);
    }

    fn check(&self, problem: &mut dyn FnMut(&'static str, Problem)) {
        check_order(self.covers_from, self.covers_to, "covers_to", problem);
    }
}

impl Row for Place {
    fn blank() -> Self {
        Self::default()
    }

    fn cells(&mut self, cells: &mut impl Cells) {
        cells.key("id", &mut self.id);
        cells.named(&mut self.about);
        let mut level = Word(self.level);
        cells.key("level", &mut level);
        self.level = level.0;
        cells.cell("parent", &mut self.parent);
        cells.word("inside", &mut self.inside);
        cells.cell("capital", &mut self.capital);
        cells.number("longitude", LONGITUDE, &mut self.longitude);
        cells.number("latitude", LATITUDE, &mut self.latitude);
        cells.number("population", AMOUNT, &mut self.population);
        cells.number("gdp", AMOUNT, &mut self.gdp);
    }
}

impl Row for Agreement {
    fn blank() -> Self {
        Self::default()
    }

    fn cells(&mut self, cells: &mut impl Cells) {
        cells.key("id", &mut self.id);
        cells.about("title", "title_local", &mut self.about);
        cells.word("kind", &mut self.kind);
        let short = self.parties.iter().all(Party::is_plain);
        cells.list("parties", &mut self.parties, short);
        cells.cell("start", &mut self.start);
        cells.cell("end", &mut self.end);
        cells.cell("landed", &mut self.landed);
        cells.shared("domain", &mut self.domains);
        cells.word("rank", &mut self.rank);
        cells.word("lead", &mut self.lead);
        cells.word("stage", &mut self.stage);
        cells.cell("count", &mut self.count);
        cells.cell("batch", &mut self.batch);
        cells.cell("council", &mut self.council);
        cells.cell("parties_stated", &mut self.parties_stated);
        cells.number("weight", WEIGHT, &mut self.weight);
        cells.cell("same_as", &mut self.same_as);
    }

    fn check(&self, problem: &mut dyn FnMut(&'static str, Problem)) {
        check_order(self.start, self.end, "end", problem);
        check_order(self.start, self.landed, "landed", problem);
    }
}

impl Row for Party {
    fn blank() -> Self {
        Self::default()
    }

    fn cells(&mut self, cells: &mut impl Cells) {
        cells.cell("place", &mut self.place);
        cells.cell("actor", &mut self.actor);
        cells.word_or("role", PartyRole::Party, &mut self.role);
        cells.boxed_about(&mut self.about);
    }

    fn check(&self, problem: &mut dyn FnMut(&'static str, Problem)) {
        if self.place.is_none() && self.actor.is_none() {
            problem("place", Problem::EmptyCell);
        }
    }
}

impl Member for Party {
    type Key = (Option<PlaceIndex>, Option<Text>, PartyRole);

    const OWNER: &'static str = "agreement";

    fn place(&self) -> Option<PlaceIndex> {
        self.place
    }

    fn life(&self) -> (Option<Date>, Option<Date>) {
        (None, None)
    }

    fn key(&self) -> Self::Key {
        (self.place, self.actor.clone(), self.role)
    }
}

impl Row for Enclave {
    fn blank() -> Self {
        Self::default()
    }

    fn cells(&mut self, cells: &mut impl Cells) {
        cells.key("id", &mut self.id);
        cells.about("title", "title_local", &mut self.about);
        cells.cell("home", &mut self.home);
        cells.cell("host", &mut self.host);
        let mut kind = Word(self.kind);
        cells.key("kind", &mut kind);
        self.kind = kind.0;
        cells.cell("start", &mut self.start);
        cells.cell("end", &mut self.end);
        cells.word("status", &mut self.status);
        cells.cell("count", &mut self.count);
        cells.word("lead", &mut self.lead);
        cells.word("mode", &mut self.mode);
        cells.number("home_share", SHARE, &mut self.home_share);
        cells.number("home_investment", SHARE, &mut self.home_investment);
        cells.number("home_energy", SHARE, &mut self.home_energy);
        cells.number("home_emissions", SHARE, &mut self.home_emissions);
        cells.number("weight", WEIGHT, &mut self.weight);
        cells.cell("same_as", &mut self.same_as);
    }

    fn check(&self, problem: &mut dyn FnMut(&'static str, Problem)) {
        check_order(self.start, self.end, "end", problem);
    }
}

impl Row for Platform {
    fn blank() -> Self {
        Self::default()
    }

    fn cells(&mut self, cells: &mut impl Cells) {
        cells.key("id", &mut self.id);
        cells.about("title", "title_local", &mut self.about);
        cells.word("kind", &mut self.kind);
        cells.shared("domain", &mut self.domains);
        cells.word("lead", &mut self.lead);
        cells.word("status", &mut self.status);
        cells.cell("start", &mut self.start);
        cells.cell("end", &mut self.end);
        cells.cell("members_stated", &mut self.members_stated);
        cells.number("weight", WEIGHT, &mut self.weight);
        cells.cell("same_as", &mut self.same_as);
    }

    fn check(&self, problem: &mut dyn FnMut(&'static str, Problem)) {
        check_order(self.start, self.end, "end", problem);
    }
}

impl Row for Council {
    fn blank() -> Self {
        Self::default()
    }

    fn cells(&mut self, cells: &mut impl Cells) {
        cells.key("id", &mut self.id);
        cells.about("name", "name_local", &mut self.about);
        cells.cell("system", &mut self.system);
        cells.word("level", &mut self.level);
        cells.cell("start", &mut self.start);
        cells.cell("end", &mut self.end);
        cells.cell("members_stated", &mut self.members_stated);
        cells.cell("same_as", &mut self.same_as);
    }

    fn check(&self, problem: &mut dyn FnMut(&'static str, Problem)) {
        check_order(self.start, self.end, "end", problem);
    }
}

/// The three tables of members differ in their roles and in `extent`.
macro_rules! member {
    ($name:ident, $owner:literal, $role:ident $(, $extra:ident)?) => {
        impl Row for $name {
            fn blank() -> Self {
                Self {
                    place: PlaceIndex::UNSET,
                    role: $role::Member,
                    joined: None,
                    left: None,
                    about: None,
                    $($extra: None,)?
                }
            }

            fn cells(&mut self, cells: &mut impl Cells) {
                cells.key("place", &mut self.place);
                cells.word_or("role", $role::Member, &mut self.role);
                $(cells.word(stringify!($extra), &mut self.$extra);)?
                cells.cell("joined", &mut self.joined);
                cells.cell("left", &mut self.left);
                cells.boxed_about(&mut self.about);
            }

            fn check(&self, problem: &mut dyn FnMut(&'static str, Problem)) {
                check_order(self.joined, self.left, "left", problem);
            }
        }

        impl Member for $name {
            type Key = (PlaceIndex, Option<Date>);

            const OWNER: &'static str = $owner;

            fn place(&self) -> Option<PlaceIndex> {
                Some(self.place)
            }

            fn life(&self) -> (Option<Date>, Option<Date>) {
                (self.joined, self.left)
            }

            fn key(&self) -> Self::Key {
                (self.place, self.joined)
            }
        }
    };
}
member!(PlatformMember, "platform", PlatformRole);
member!(CouncilMember, "council", CouncilRole);
member!(CircleMember, "circle", CircleRole, extent);

impl Row for Meeting {
    fn blank() -> Self {
        Self::default()
    }

    fn cells(&mut self, cells: &mut impl Cells) {
        cells.cell("of", &mut self.of);
        cells.about("title", "title_local", &mut self.about);
        cells.cell("date", &mut self.date);
        cells.cell("number", &mut self.number);
        cells.cell("count", &mut self.count);
        cells.cell("place", &mut self.place);
    }
}

impl Row for Act {
    fn blank() -> Self {
        Self::default()
    }

    fn cells(&mut self, cells: &mut impl Cells) {
        cells.key("of", &mut self.of);
        cells.about("title", "title_local", &mut self.about);
        cells.key("date", &mut self.date);
        cells.word("kind", &mut self.kind);
    }
}

impl Row for Circle {
    fn blank() -> Self {
        Self::default()
    }

    fn cells(&mut self, cells: &mut impl Cells) {
        cells.key("id", &mut self.id);
        cells.named(&mut self.about);
        cells.word("kind", &mut self.kind);
        cells.list("core", &mut self.core, true);
        cells.cell("parent", &mut self.parent);
        cells.word("status", &mut self.status);
        cells.cell("start", &mut self.start);
        cells.cell("end", &mut self.end);
        cells.cell("members_stated", &mut self.members_stated);
        cells.cell("same_as", &mut self.same_as);
    }

    fn check(&self, problem: &mut dyn FnMut(&'static str, Problem)) {
        check_order(self.start, self.end, "end", problem);
    }
}

/// Two places side by side, of which neither may stand on both sides.
fn check_sides(a: PlaceIndex, b: PlaceIndex, problem: &mut dyn FnMut(&'static str, Problem)) {
    if a == b && a != PlaceIndex::UNSET {
        problem("b", Problem::BothSides);
    }
}

impl Row for Border {
    fn blank() -> Self {
        let (a, b) = (PlaceIndex::UNSET, PlaceIndex::UNSET);
        Self { a, b, about: About::default(), kind: None, length_km: None }
    }

    fn cells(&mut self, cells: &mut impl Cells) {
        cells.key("a", &mut self.a);
        cells.key("b", &mut self.b);
        cells.about("title", "title_local", &mut self.about);
        cells.word("kind", &mut self.kind);
        cells.number("length_km", AMOUNT, &mut self.length_km);
    }

    fn check(&self, problem: &mut dyn FnMut(&'static str, Problem)) {
        check_sides(self.a, self.b, problem);
    }
}

impl Row for Rivalry {
    fn blank() -> Self {
        let (a, b) = (PlaceIndex::UNSET, PlaceIndex::UNSET);
        Self { a, b, about: About::default(), field: None, start: None, end: None }
    }

    fn cells(&mut self, cells: &mut impl Cells) {
        cells.key("a", &mut self.a);
        cells.key("b", &mut self.b);
        cells.about("title", "title_local", &mut self.about);
        cells.cell("field", &mut self.field);
        cells.cell("start", &mut self.start);
        cells.cell("end", &mut self.end);
    }

    fn check(&self, problem: &mut dyn FnMut(&'static str, Problem)) {
        check_sides(self.a, self.b, problem);
        check_order(self.start, self.end, "end", problem);
    }
}

impl Row for Observation {
    fn blank() -> Self {
        Self::default()
    }

    fn cells(&mut self, cells: &mut impl Cells) {
        cells.key("about", &mut self.of);
        cells.about("title", "title_local", &mut self.about);
        cells.key("what", &mut self.what);
        cells.cell("date", &mut self.date);
        cells.key("value", &mut self.value);
        cells.cell("unit", &mut self.unit);
    }
}

impl Row for Claim {
    fn blank() -> Self {
        Self::default()
    }

    fn cells(&mut self, cells: &mut impl Cells) {
        cells.key("id", &mut self.id);
        cells.about("title", "title_local", &mut self.about);
        cells.word("kind", &mut self.kind);
        cells.cell("text", &mut self.text);
    }
}

impl Row for Source {
    fn blank() -> Self {
        Self::default()
    }

    fn cells(&mut self, cells: &mut impl Cells) {
        cells.key("id", &mut self.id);
        cells.about("title", "title_local", &mut self.about);
        cells.key("citation", &mut self.citation);
        cells.cell("date", &mut self.date);
        cells.cell("kind", &mut self.kind);
        cells.cell("address", &mut self.address);
    }
}
