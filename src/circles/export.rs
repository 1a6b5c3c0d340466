//! Trees of circles as text that other programs read.
use super::CircleTree;
use crate::adjacency::Node;
use serde_json::{Map, Value, json};
use std::fmt::Write;

impl CircleTree {
    /// The tree in Newick's format, which programs for dendrograms read: a circle is a pair of
    /// brackets around its circles and its other cities. Names are quoted, so that they may hold
    /// anything, Chinese too; a quote in a name is doubled.
    ///
    /// ```
    /// use conurbation::circles::CircleTree;
    /// let tree = CircleTree::new(5, [vec![0, 1, 2], vec![1, 2]])?;
    /// let names = ["a", "b", "c", "d", "e's"];
    /// let newick = tree.to_newick(|city| names[city as usize].to_owned());
    /// assert_eq!(newick, "((('b','c'),'a'),'d','e''s');");
    /// # Ok::<(), conurbation::Error>(())
    /// ```
    pub fn to_newick(&self, name: impl Fn(Node) -> String) -> String {
        let mut text = String::new();
        let mut open: Vec<usize> = Vec::new();
        for circle in 0..self.circle_count() {
            self.close(&mut text, &mut open, Some(circle), &name);
            comma(&mut text);
            text.push('(');
            open.push(circle);
        }
        self.close(&mut text, &mut open, None, &name);
        text.push(';');
        text
    }

    /// Ends the circles that do not hold the next one.
    fn close(
        &self,
        text: &mut String,
        open: &mut Vec<usize>,
        next: Option<usize>,
        name: &impl Fn(Node) -> String,
    ) {
        while let Some(&circle) = open.last() {
            if next.is_some_and(|next| self.within(circle).contains(&next)) {
                break;
            }
            for &city in self.loose(circle) {
                comma(text);
                // Writing to a string cannot fail.
                let _ = write!(text, "'{}'", name(city).replace('\'', "''"));
            }
            text.push(')');
            open.pop();
        }
    }

    /// The tree as nested JSON, which drawing programs read: every circle an object with its
    /// number `circle`, its `level`, its `size`, its circles and other cities as `children`;
    /// every city an object with its `node` and its `name`.
    ///
    /// ```
    /// use conurbation::circles::CircleTree;
    /// let tree = CircleTree::new(3, [vec![0, 2]])?;
    /// let json = tree.to_json(|city| format!("city {city}"));
    /// assert_eq!(json["children"][0]["children"][1]["name"], "city 2");
    /// assert_eq!(json["children"][1]["node"], 1);
    /// # Ok::<(), conurbation::Error>(())
    /// ```
    pub fn to_json(&self, name: impl Fn(Node) -> String) -> Value {
        let mut within: Vec<Vec<Value>> = vec![Vec::new(); self.circle_count()];
        let mut root = Value::Null;
        for circle in (0..self.circle_count()).rev() {
            let mut children = std::mem::take(&mut within[circle]);
            // The last child came first.
            children.reverse();
            let city = |&city: &Node| json!({"node": city, "name": name(city)});
            children.extend(self.loose(circle).iter().map(city));
            let mut object = Map::new();
            object.insert("circle".to_owned(), circle.into());
            object.insert("level".to_owned(), self.level(circle).into());
            object.insert("size".to_owned(), self.size(circle).into());
            object.insert("children".to_owned(), children.into());
            match self.parent(circle) {
                Some(parent) => within[parent].push(object.into()),
                None => root = object.into(),
            }
        }
        root
    }
}

fn comma(text: &mut String) {
    if text.ends_with([')', '\'']) {
        text.push(',');
    }
}
