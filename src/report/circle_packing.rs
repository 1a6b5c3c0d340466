//! A picture of circles inside circles.
use super::packing::{Disc, pack};
use super::svg::{LINE, Svg, at, text_width};
use crate::circles::CircleTree;
use crate::{Node, ParamError, Result};

/// A picture of circles inside circles: the circles of a tree as filled discs in one another, the
/// cities as dots whose area is their size, and further circles, which may cross, as rings of their
/// colour around the dots of their cities — or as an outline, where they are a circle of the tree.
///
/// Nothing overlaps by construction: every name has a place of its own, beside which others are
/// packed. Names may be in any script.
///
/// ```
/// use conurbation::{circles::CircleTree, report::{CirclePacking, Outline}};
/// let tree = CircleTree::new(3, [vec![0, 1]])?;
/// let names = ["Wuhan 武汉", "Ezhou 鄂州", "Jiujiang 九江"].map(str::to_owned);
/// let outline = Outline { name: "along the river".into(), members: vec![0, 2] };
/// let svg = CirclePacking::new(&tree, &names, &[5.0, 2.0, 3.0])
///     .circle_names([String::new(), "Wuhan circle".into()])
///     .outlines([outline])
///     .to_svg()?;
/// assert_eq!(svg.matches("class=\"city\"").count(), 3);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct CirclePacking<'a> {
    tree: &'a CircleTree,
    cities: &'a [String],
    sizes: &'a [f64],
    circle_names: Vec<String>,
    outlines: Vec<Outline>,
    title: String,
}

/// A circle to be shown over those of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Its name, for the legend.
    pub name: String,
    /// Its cities.
    pub members: Vec<Node>,
}

const FONT: f64 = 11.0;
const TITLE: f64 = 16.0;
/// The largest dot.
const DOT: f64 = 13.0;
const SMALLEST: f64 = 2.0;
const RING: f64 = 2.2;
const GAP: f64 = 3.0;
const MARGIN: f64 = 16.0;
/// Fills by depth, from the region inward.
const FILLS: [&str; 5] = ["#f4f6f8", "#dfe9f2", "#c6dbeb", "#a9cae2", "#8db8d8"];
/// Colours that can be told apart (Okabe & Ito 2008, and darker ones of them).
const COLOURS: [&str; 14] = [
    "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#0072b2", "#56b4e9", "#444444", "#7c3a61",
    "#b2a100", "#7a3600", "#005f45", "#003f63", "#8a5f00", "#999999",
];

impl<'a> CirclePacking<'a> {
    /// The picture of a tree, with the name of each city and its size.
    pub fn new(tree: &'a CircleTree, cities: &'a [String], sizes: &'a [f64]) -> Self {
        Self {
            tree,
            cities,
            sizes,
            circle_names: Vec::new(),
            outlines: Vec::new(),
            title: String::new(),
        }
    }

    /// Sets the names of the circles of the tree, in its order, the root first; an empty name is not
    /// shown.
    pub fn circle_names(mut self, names: impl IntoIterator<Item = String>) -> Self {
        self.circle_names = names.into_iter().collect();
        self
    }

    /// Sets the circles to be shown over those of the tree.
    pub fn outlines(mut self, outlines: impl IntoIterator<Item = Outline>) -> Self {
        self.outlines = outlines.into_iter().collect();
        self
    }

    /// Sets the title.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Draws the picture. `O(c s³)` for `c` circles that hold `s` circles and cities each, up to
    /// `s⁴`: for regions, not for thousands of cities.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if there is not one name and one finite size, not
    /// negative, for each city, or an outline names a city there is not.
    pub fn to_svg(&self) -> Result<String> {
        self.check()?;
        let largest = self.sizes.iter().copied().fold(0.0, f64::max);
        let dot = |city: Node| {
            let size = self.sizes[city as usize];
            let share = if largest > 0.0 { size / largest } else { 0.0 };
            SMALLEST + (DOT - SMALLEST) * share.sqrt()
        };
        let of_tree = |outline: &Outline| {
            let mut members = outline.members.clone();
            members.sort_unstable();
            members.dedup();
            (0..self.tree.circle_count()).find(|&circle| {
                let mut own = self.tree.members(circle).to_vec();
                own.sort_unstable();
                own == members
            })
        };
        let on_circle: Vec<Option<usize>> = self.outlines.iter().map(of_tree).collect();
        let rings = |city: Node| -> Vec<usize> {
            let outlines = self.outlines.iter().enumerate();
            let rings = outlines.filter(|(nth, outline)| {
                on_circle[*nth].is_none() && outline.members.contains(&city)
            });
            rings.map(|(nth, _)| nth).collect()
        };
        let item =
            |city: Node| Item::new(dot(city), rings(city).len(), &self.cities[city as usize]);
        let items: Vec<Item> = (0..self.cities.len() as Node).map(item).collect();
        let mut layout = Layout::of(self, &items);
        layout.place(self.tree);
        let legend = self.legend_size();
        let radius = layout.circles[0].radius;
        let head = if self.title.is_empty() { 0.0 } else { TITLE * LINE + GAP };
        let diameter = 2.0 * radius + 2.0 * MARGIN;
        let width = (diameter + legend.0).max(text_width(&self.title, TITLE) + 2.0 * MARGIN);
        let height = head + diameter.max(legend.1 + 2.0 * MARGIN);
        let mut svg = Svg::new(width, height, &self.title);
        if !self.title.is_empty() {
            svg.text((MARGIN, MARGIN + TITLE * 0.8), TITLE, &self.title, "class=\"title\"");
        }
        let origin = (MARGIN + radius, head + MARGIN + radius);
        for circle in 0..self.tree.circle_count() {
            let Disc { x, y, radius } = layout.circles[circle];
            let fill = FILLS[self.tree.depth(circle).min(FILLS.len() - 1)];
            let parent = self.tree.parent(circle).map_or(-1, |parent| parent as i64);
            let outlines: Vec<usize> =
                (0..self.outlines.len()).filter(|&nth| on_circle[nth] == Some(circle)).collect();
            let (stroke, wide) = match outlines.first() {
                Some(&nth) => (COLOURS[nth % COLOURS.len()], 2.5),
                None => ("#7d8b99", 0.8),
            };
            svg.circle(
                origin.0 + x,
                origin.1 + y,
                radius,
                &format!(
                    "class=\"circle\" data-circle=\"{circle}\" data-parent=\"{parent}\" \
                    fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"{wide}\""
                ),
            );
        }
        for (city, item) in items.iter().enumerate() {
            let Disc { x, y, .. } = layout.cities[city];
            item.draw(&mut svg, origin.0 + x, origin.1 + y, &rings(city as Node), |rest| {
                format!(
                    "class=\"city\" data-city=\"{city}\" data-home=\"{}\" {rest}",
                    self.tree.home(city as Node)
                )
            });
        }
        for (circle, disc) in layout.names.iter().enumerate() {
            if let Some(Disc { x, y, .. }) = disc {
                let lines = lines(&self.circle_names[circle]);
                let top = origin.1 + y - lines.len() as f64 * FONT * LINE / 2.0;
                for (nth, line) in lines.iter().enumerate() {
                    let base = top + (nth as f64 + 0.8) * FONT * LINE;
                    let rest = "class=\"name\" text-anchor=\"middle\" font-weight=\"bold\" \
                        fill=\"#33475b\"";
                    svg.text((origin.0 + x, base), FONT, line, rest);
                }
            }
        }
        self.legend(&mut svg, (diameter, head + MARGIN));
        Ok(svg.finish())
    }

    fn legend_size(&self) -> (f64, f64) {
        let wide = self.outlines.iter().map(|it| text_width(&it.name, FONT)).fold(0.0, f64::max);
        let width = if wide > 0.0 { wide + 24.0 + MARGIN } else { 0.0 };
        (width, self.outlines.len() as f64 * 18.0)
    }

    fn legend(&self, svg: &mut Svg, (x, y): (f64, f64)) {
        for (nth, outline) in self.outlines.iter().enumerate() {
            let middle = y + 18.0 * nth as f64 + 9.0;
            let colour = COLOURS[nth % COLOURS.len()];
            let rest =
                format!("class=\"key\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.5\"");
            svg.circle(x + 8.0, middle, 5.0, &rest);
            svg.text((x + 20.0, middle + FONT * 0.35), FONT, &outline.name, "class=\"legend\"");
        }
    }

    fn check(&self) -> Result<(), ParamError> {
        let cities = self.tree.city_count();
        if self.cities.len() != cities || self.sizes.len() != cities {
            let found =
                format!("{} names and {} sizes for {cities}", self.cities.len(), self.sizes.len());
            let expected = "a name and a size for each city";
            return Err(ParamError::new("CirclePacking::new", found, expected));
        }
        if let Some(size) = self.sizes.iter().find(|size| !(size.is_finite() && **size >= 0.0)) {
            let expected = "sizes that are finite and not negative";
            return Err(ParamError::new("CirclePacking::new", size, expected));
        }
        let strange = self
            .outlines
            .iter()
            .find_map(|outline| outline.members.iter().find(|&&city| city as usize >= cities));
        match strange {
            Some(city) => Err(ParamError::new("outlines", city, "cities of the tree")),
            None => Ok(()),
        }
    }
}

/// The lines of a name: broken at blanks so that it is not much wider than high.
fn lines(name: &str) -> Vec<String> {
    use unicode_width::UnicodeWidthStr;
    let longest = name.split_whitespace().map(UnicodeWidthStr::width).max().unwrap_or(0);
    super::wrap(name, longest.max(14).min(longest.max(name.width() / 2 + 2)))
}

/// A dot with its name below.
struct Item {
    dot: f64,
    /// The dot with its rings.
    outer: f64,
    lines: Vec<String>,
    radius: f64,
}

impl Item {
    fn new(dot: f64, rings: usize, name: &str) -> Self {
        let lines = lines(name);
        let outer = dot + RING * (1.0 + rings as f64);
        let radius = half_diagonal(&lines, 2.0 * outer) + GAP;
        Self { dot, outer, lines, radius }
    }

    fn draw(
        &self,
        svg: &mut Svg,
        x: f64,
        y: f64,
        rings: &[usize],
        of_city: impl Fn(&str) -> String,
    ) {
        let height = 2.0 * self.outer + self.lines.len() as f64 * FONT * LINE;
        let middle = y - height / 2.0 + self.outer;
        for (nth, &outline) in rings.iter().enumerate().rev() {
            let colour = COLOURS[outline % COLOURS.len()];
            let radius = self.dot + RING * (nth as f64 + 1.0);
            let wide = at(RING * 0.75);
            let rest = format!(
                "class=\"ring\" data-outline=\"{outline}\" fill=\"none\" stroke=\"{colour}\" \
                stroke-width=\"{wide}\""
            );
            svg.circle(x, middle, radius, &rest);
        }
        svg.circle(x, middle, self.dot, &of_city("fill=\"#1f3a57\""));
        for (nth, line) in self.lines.iter().enumerate() {
            let base = middle + self.outer + (nth as f64 + 0.8) * FONT * LINE;
            let rest = "class=\"label\" text-anchor=\"middle\" fill=\"#1b1b1b\"";
            svg.text((x, base), FONT, line, rest);
        }
    }
}

/// Half the diagonal of a box of lines of text and so much above it.
fn half_diagonal(lines: &[String], above: f64) -> f64 {
    let width = lines.iter().map(|line| text_width(line, FONT)).fold(above, f64::max);
    let height = above + lines.len() as f64 * FONT * LINE;
    width.hypot(height) / 2.0
}

/// Where everything stands, the middle of the region at the origin.
struct Layout {
    circles: Vec<Disc>,
    cities: Vec<Disc>,
    /// The place of the name of each circle that shows one.
    names: Vec<Option<Disc>>,
}

impl Layout {
    /// Packs the circles from the inside out, each around its own middle.
    fn of(picture: &CirclePacking<'_>, items: &[Item]) -> Self {
        let tree = picture.tree;
        let nowhere = Disc { x: 0.0, y: 0.0, radius: 0.0 };
        let mut layout = Self {
            circles: vec![nowhere; tree.circle_count()],
            cities: vec![nowhere; tree.city_count()],
            names: vec![None; tree.circle_count()],
        };
        // Circles come before those within them.
        for circle in (0..tree.circle_count()).rev() {
            let children: Vec<usize> = tree.children(circle).collect();
            let loose = tree.loose(circle);
            let name = picture.circle_names.get(circle).filter(|name| !name.is_empty());
            let name = name.map(|name| half_diagonal(&lines(name), 0.0) + GAP);
            let mut radii: Vec<f64> =
                children.iter().map(|&child| layout.circles[child].radius + GAP).collect();
            radii.extend(loose.iter().map(|&city| items[city as usize].radius));
            radii.extend(name);
            let (discs, around) = pack(&radii);
            layout.circles[circle].radius = around + GAP;
            for (&child, disc) in children.iter().zip(&discs) {
                (layout.circles[child].x, layout.circles[child].y) = (disc.x, disc.y);
            }
            for (&city, disc) in loose.iter().zip(&discs[children.len()..]) {
                layout.cities[city as usize] = *disc;
            }
            if name.is_some() {
                layout.names[circle] = discs.last().copied();
            }
        }
        layout
    }

    /// Moves everything to where its circle stands.
    fn place(&mut self, tree: &CircleTree) {
        for circle in 0..tree.circle_count() {
            if let Some(parent) = tree.parent(circle) {
                self.circles[circle].x += self.circles[parent].x;
                self.circles[circle].y += self.circles[parent].y;
            }
            let Disc { x, y, .. } = self.circles[circle];
            for &city in tree.loose(circle) {
                self.cities[city as usize].x += x;
                self.cities[city as usize].y += y;
            }
            if let Some(name) = &mut self.names[circle] {
                name.x += x;
                name.y += y;
            }
        }
    }
}
