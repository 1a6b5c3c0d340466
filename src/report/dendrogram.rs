//! A picture of a tree of circles.
use super::svg::{Svg, text_width};
use crate::circles::CircleTree;
use crate::{Node, ParamError, Result};

/// A picture of a tree of circles: the region on the left, its circles to the right of it, each
/// further inside the farther right, and a line for each city. A city in no circle hangs at the
/// circle it is loose in. No two names overlap: each city has a line of its own, and the names of
/// circles stand in a column for each depth.
///
/// ```
/// use conurbation::{circles::CircleTree, report::Dendrogram};
/// let tree = CircleTree::new(3, [vec![0, 1]])?;
/// let names = ["武汉", "鄂州", "九江"].map(str::to_owned);
/// let svg = Dendrogram::new(&tree, &names).to_svg()?;
/// assert_eq!(svg.matches("class=\"label\"").count(), 3);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Dendrogram<'a> {
    tree: &'a CircleTree,
    cities: &'a [String],
    circle_names: Vec<String>,
    title: String,
}

const FONT: f64 = 11.0;
const TITLE: f64 = 16.0;
const ROW: f64 = 16.0;
const MARGIN: f64 = 16.0;
/// The least width of a column.
const COLUMN: f64 = 40.0;

impl<'a> Dendrogram<'a> {
    /// The picture of a tree, with the name of each city.
    pub fn new(tree: &'a CircleTree, cities: &'a [String]) -> Self {
        Self { tree, cities, circle_names: Vec::new(), title: String::new() }
    }

    /// Sets the names of the circles of the tree, in its order, the root first.
    pub fn circle_names(mut self, names: impl IntoIterator<Item = String>) -> Self {
        self.circle_names = names.into_iter().collect();
        self
    }

    /// Sets the title.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Draws the picture. `O(n depth)`.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if there is not one name for each city.
    pub fn to_svg(&self) -> Result<String> {
        let tree = self.tree;
        if self.cities.len() != tree.city_count() {
            let found = format!("{} names for {}", self.cities.len(), tree.city_count());
            let expected = "a name for each city";
            return Err(ParamError::new("Dendrogram::new", found, expected).into());
        }
        let deepest = (0..tree.circle_count()).map(|it| tree.depth(it)).max().unwrap_or(0);
        let mut left = vec![MARGIN];
        for depth in 0..=deepest {
            let names = (0..tree.circle_count()).filter(|&it| tree.depth(it) == depth);
            let wide =
                names.map(|it| text_width(self.name(it), FONT) + 16.0).fold(COLUMN, f64::max);
            left.push(left[depth] + wide);
        }
        let labels = left[deepest + 1];
        let wide = self.cities.iter().map(|name| text_width(name, FONT)).fold(0.0, f64::max);
        let head = if self.title.is_empty() { MARGIN } else { MARGIN + 2.0 * TITLE };
        let height = head + ROW * tree.city_count() as f64 + MARGIN;
        let width = (labels + wide).max(text_width(&self.title, TITLE) + MARGIN) + MARGIN;
        let mut svg = Svg::new(width, height, &self.title);
        if !self.title.is_empty() {
            svg.text((MARGIN, MARGIN + TITLE * 0.8), TITLE, &self.title, "class=\"title\"");
        }
        let mut row = vec![0; tree.city_count()];
        for (nth, &city) in tree.members(0).iter().enumerate() {
            row[city as usize] = nth;
        }
        let line = |city: Node| head + ROW * (row[city as usize] as f64 + 0.5);
        let middle = |circle: usize| match (tree.members(circle), tree.size(circle)) {
            ([first, .., last], _) => (line(*first) + line(*last)) / 2.0,
            ([only], _) => line(*only),
            ([], _) => head,
        };
        let stem = "stroke=\"#7d8b99\" stroke-width=\"1.2\"";
        for circle in 0..tree.circle_count() {
            let (x, y) = (left[tree.depth(circle)], middle(circle));
            let right = left[tree.depth(circle) + 1] - 8.0;
            let ends: Vec<f64> = tree
                .children(circle)
                .map(middle)
                .chain(tree.loose(circle).iter().map(|&city| line(city)))
                .collect();
            let top = ends.iter().copied().fold(y, f64::min);
            let bottom = ends.iter().copied().fold(y, f64::max);
            svg.line((x - 8.0, y), (right, y), stem);
            svg.line((right, top), (right, bottom), stem);
            for &city in tree.loose(circle) {
                svg.line((right, line(city)), (labels - 4.0, line(city)), stem);
            }
            if !self.name(circle).is_empty() {
                let rest = "class=\"name\" font-weight=\"bold\" fill=\"#33475b\"";
                svg.text((x, y - 3.0), FONT, self.name(circle), rest);
            }
        }
        for (city, name) in self.cities.iter().enumerate() {
            let base = line(city as Node) + FONT * 0.35;
            svg.text((labels, base), FONT, name, "class=\"label\" fill=\"#1b1b1b\"");
        }
        Ok(svg.finish())
    }

    fn name(&self, circle: usize) -> &str {
        self.circle_names.get(circle).map_or("", String::as_str)
    }
}
