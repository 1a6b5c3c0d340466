//! Pictures of an examination of declared circles.
use super::{CirclePacking, Dendrogram, Names, Outline};
use crate::Result;
use crate::circles::{CircleTree, Examination};

impl Examination {
    /// As many of the declared circles as nest without crossing, with their positions among those
    /// declared, the root first: those of whole cities before those of parts, then small ones
    /// before large ones, each unless it crosses one that is there.
    ///
    /// # Errors
    /// None that declared circles could cause.
    pub fn nested(&self) -> Result<(CircleTree, Vec<Option<usize>>)> {
        let circles = self.declared.family.circles();
        let mut order: Vec<usize> = (0..circles.len()).collect();
        let in_part = |it: usize| !self.declared.circles[it].in_part.is_empty();
        order.sort_by_key(|&it| (in_part(it), circles[it].len(), it));
        let mut chosen: Vec<usize> = Vec::new();
        for circle in order {
            let crosses = |&other: &usize| {
                let shared = self.declared.family.shared(circle, other).len();
                shared > 0 && shared < circles[circle].len().min(circles[other].len())
            };
            if self.containment.same[circle] == circle && !chosen.iter().any(crosses) {
                chosen.push(circle);
            }
        }
        let cities = self.cities.len();
        let tree = CircleTree::new(cities, chosen.iter().map(|&it| circles[it].clone()))?;
        let named = (0..tree.circle_count()).map(|nth| {
            let mut members = tree.members(nth).to_vec();
            members.sort_unstable();
            chosen.iter().copied().find(|&it| circles[it] == members)
        });
        let named = named.collect();
        Ok((tree, named))
    }

    /// A picture of the circles: those declared that nest, filled, and all others as rings around
    /// the dots of their cities; or, with a tree of detected circles, these filled and all declared
    /// ones as outlines and rings. Dots are as large as the strength of their city.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a tree over another number of cities.
    pub fn to_packing(&self, names: Names, detected: Option<&CircleTree>) -> Result<String> {
        let (nested, named) = self.nested()?;
        let cities = self.city_names(names);
        let tree = detected.unwrap_or(&nested);
        let shown = |circle: &usize| detected.is_some() || !named.contains(&Some(*circle));
        let distinct = |circle: &usize| {
            self.containment.same[*circle] == *circle
                && self.declared.circles[*circle].members.len() < self.cities.len()
        };
        let outlines = (0..self.declared.circles.len()).filter(distinct).filter(shown);
        let outlines = outlines.map(|circle| Outline {
            name: self.circle_name(circle, names),
            members: self.declared.circles[circle].members.clone(),
        });
        let mut picture = CirclePacking::new(tree, &cities, &self.strength)
            .outlines(outlines)
            .title(self.title(names, detected.is_some()));
        if detected.is_none() {
            // The region is told by the title.
            let name = |(nth, circle): (usize, &Option<usize>)| match circle {
                Some(circle) if nth > 0 => self.circle_name(*circle, names),
                _ => String::new(),
            };
            picture = picture.circle_names(named.iter().enumerate().map(name));
        }
        picture.to_svg()
    }

    /// A picture of those declared circles that nest, as a tree.
    ///
    /// # Errors
    /// None that declared circles could cause.
    pub fn to_dendrogram(&self, names: Names) -> Result<String> {
        let (tree, named) = self.nested()?;
        let cities = self.city_names(names);
        let name = |circle: &Option<usize>| {
            circle.map_or_else(String::new, |circle| self.circle_name(circle, names))
        };
        let picture = Dendrogram::new(&tree, &cities).circle_names(named.iter().map(name));
        picture.title(self.title(names, false)).to_svg()
    }

    fn city_names(&self, names: Names) -> Vec<String> {
        let name =
            |city: &crate::network::City| names.choose(&city.name, city.name_local.as_deref());
        self.cities.iter().map(name).collect()
    }

    fn circle_name(&self, circle: usize, names: Names) -> String {
        self.declared.circles[circle].name(names)
    }

    fn title(&self, names: Names, found: bool) -> String {
        let name = names.choose(&self.region_name, self.region_name_local.as_deref());
        let (english, local) = if found {
            ("circles found in the ties, and those declared", "联系中的圈与规划的圈")
        } else {
            ("circles within circles", "圈中有圈")
        };
        match names {
            Names::En => format!("{name}: {english}"),
            Names::Local => format!("{name}：{local}"),
            Names::Both => format!("{name}: {english} {local}"),
        }
    }
}
