//! Pictures: every dot inside its circle, no two names over each other, whatever the script.
use conurbation::circles::{CircleTree, ExamineCircles};
use conurbation::report::{CirclePacking, Dendrogram, Names, Outline};
use conurbation::{Node, datasets};
use std::collections::HashMap;

/// The elements of a picture of one kind: their attributes and their text.
fn elements(svg: &str, kind: &str) -> Vec<(HashMap<String, String>, String)> {
    let start = format!("<{kind} ");
    svg.lines()
        .filter(|line| line.starts_with(&start))
        .map(|line| {
            let (tag, rest) = line[start.len()..].split_once('>').expect("a tag");
            let mut parts = tag.trim_end_matches('/').split('"');
            let mut attributes = HashMap::new();
            while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
                attributes.insert(name.trim().trim_end_matches('=').to_owned(), value.to_owned());
            }
            let text = rest.split_once("</").map_or("", |(text, _)| text);
            (attributes, text.to_owned())
        })
        .collect()
}

fn number(attributes: &HashMap<String, String>, name: &str) -> f64 {
    attributes[name].parse().expect("a number")
}

/// The box of each name: Latin letters 0.56 of the font size wide on average, Chinese ones 1.
fn boxes(svg: &str) -> Vec<([f64; 4], String)> {
    let width = |letter: char| if letter as u32 >= 0x2e80 { 1.0 } else { 0.56 };
    elements(svg, "text")
        .into_iter()
        .map(|(attributes, text)| {
            let size = number(&attributes, "font-size");
            let text = text.replace("&amp;", "&").replace("&lt;", "<");
            let wide: f64 = text.chars().map(width).sum::<f64>() * size;
            let (x, y) = (number(&attributes, "x"), number(&attributes, "y"));
            let middle = attributes.get("text-anchor").is_some_and(|anchor| anchor == "middle");
            let left = if middle { x - wide / 2.0 } else { x };
            ([left, y - 0.8 * size, left + wide, y + 0.2 * size], text)
        })
        .collect()
}

fn assert_no_names_overlap(svg: &str) {
    let boxes = boxes(svg);
    for (nth, (a, one)) in boxes.iter().enumerate() {
        for (b, other) in &boxes[nth + 1..] {
            let apart = a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1];
            assert!(apart, "{one} over {other}");
        }
    }
    let (attributes, _) = &elements(svg, "svg")[0];
    let (wide, high) = (number(attributes, "width"), number(attributes, "height"));
    for (b, name) in &boxes {
        assert!(b[0] >= 0.0 && b[1] >= 0.0 && b[2] <= wide && b[3] <= high, "{name} is cut off");
    }
}

/// Circles inside their parents, dots inside their circles and in no other, names inside too.
fn assert_everything_lies_inside(svg: &str, tree: &CircleTree) {
    let all = elements(svg, "circle");
    let of = |class: &str| -> Vec<&HashMap<String, String>> {
        let all = all.iter().map(|(attributes, _)| attributes);
        all.filter(|attributes| attributes["class"] == class).collect()
    };
    let disc = |at: &HashMap<String, String>| [number(at, "cx"), number(at, "cy"), number(at, "r")];
    let inside = |a: [f64; 3], b: [f64; 3]| (a[0] - b[0]).hypot(a[1] - b[1]) + a[2] <= b[2] + 0.02;
    let apart = |a: [f64; 3], b: [f64; 3]| (a[0] - b[0]).hypot(a[1] - b[1]) >= a[2] + b[2] - 0.02;
    let circles: Vec<[f64; 3]> = of("circle").into_iter().map(disc).collect();
    assert_eq!(circles.len(), tree.circle_count());
    for circle in 1..circles.len() {
        assert!(inside(circles[circle], circles[tree.parent(circle).expect("no root")]));
        for other in tree.children(tree.parent(circle).expect("no root")).filter(|&it| it != circle)
        {
            assert!(apart(circles[circle], circles[other]), "{circle} over {other}");
        }
    }
    let dots = of("city");
    assert_eq!(dots.len(), tree.city_count());
    for dot in dots {
        let city = number(dot, "data-city") as Node;
        let home = tree.home(city);
        assert_eq!(number(dot, "data-home") as usize, home);
        for (circle, &place) in circles.iter().enumerate() {
            let mut at = Some(home);
            while at.is_some_and(|it| it != circle) {
                at = at.and_then(|it| tree.parent(it));
            }
            let (inside, apart) = (inside(disc(dot), place), apart(disc(dot), place));
            assert!(if at.is_some() { inside } else { apart }, "city {city}, circle {circle}");
        }
    }
    for ring in of("ring") {
        let around = disc(ring);
        let own = |dot: &&HashMap<String, String>| {
            let dot = disc(dot);
            (dot[0] - around[0]).abs() < 0.02 && (dot[1] - around[1]).abs() < 0.02
        };
        assert_eq!(of("city").into_iter().filter(own).count(), 1);
    }
}

fn names(cities: usize) -> Vec<String> {
    let name = |city: usize| match city % 4 {
        0 => format!("City number {city}"),
        1 => format!("长江中游城市{city}"),
        2 => format!("A & <B> {city} 武汉"),
        _ => format!("{city}"),
    };
    (0..cities).map(name).collect()
}

#[test]
fn pictures_of_awkward_trees() {
    let trees = [
        CircleTree::new(0, Vec::<Vec<Node>>::new()),
        CircleTree::new(1, Vec::<Vec<Node>>::new()),
        CircleTree::new(2, Vec::<Vec<Node>>::new()),
        CircleTree::new(5, [vec![0, 1, 2, 3], vec![0, 1, 2], vec![0, 1]]),
        CircleTree::new(40, (0..10).map(|nth| (4 * nth..4 * nth + 4).collect::<Vec<_>>())),
        CircleTree::new(90, [(0..80).collect::<Vec<_>>(), (0..3).collect(), (30..34).collect()]),
    ];
    for tree in trees {
        let tree = tree.expect("legal");
        let cities = tree.city_count();
        let sizes: Vec<f64> = (0..cities).map(|city| (city * city % 17) as f64 * 1e6).collect();
        let names = names(cities);
        let outlines = (0..3).map(|nth| Outline {
            name: format!("outline 圈 {nth}"),
            members: (0..cities as Node).filter(|city| city % (nth + 2) == 0).collect(),
        });
        let circle_names = (0..tree.circle_count()).map(|nth| format!("Circle {nth} of 都市圈"));
        let circle_names: Vec<String> = circle_names.collect();
        let picture = CirclePacking::new(&tree, &names, &sizes).title("A <title> & 圈中有圈");
        let picture = picture.circle_names(circle_names.clone()).outlines(outlines);
        let svg = picture.to_svg().expect("legal");
        assert_no_names_overlap(&svg);
        assert_everything_lies_inside(&svg, &tree);
        assert_eq!(svg, picture.to_svg().expect("legal"));
        let svg = Dendrogram::new(&tree, &names).circle_names(circle_names).title("圈").to_svg();
        assert_no_names_overlap(&svg.expect("legal"));
    }
    let tree = CircleTree::new(2, Vec::<Vec<Node>>::new()).expect("legal");
    assert!(CirclePacking::new(&tree, &names(3), &[1.0, 1.0]).to_svg().is_err());
    assert!(CirclePacking::new(&tree, &names(2), &[1.0, f64::NAN]).to_svg().is_err());
    let stranger = Outline { name: String::new(), members: vec![2] };
    assert!(CirclePacking::new(&tree, &names(2), &[1.0; 2]).outlines([stranger]).to_svg().is_err());
    assert!(Dendrogram::new(&tree, &names(1)).to_svg().is_err());
}

#[test]
fn pictures_of_the_embedded_regions_in_both_scripts() {
    for name in datasets::NAMES {
        let region = datasets::by_name(name).expect("embedded");
        let found = ExamineCircles::new(&region).permutations(19).run().expect("legal");
        let (tree, _) = found.nested().expect("legal");
        for script in [Names::En, Names::Local, Names::Both] {
            let svg = found.to_packing(script, None).expect("legal");
            assert_no_names_overlap(&svg);
            assert_everything_lies_inside(&svg, &tree);
            let other = CircleTree::new(tree.city_count(), [vec![0, 1, 2, 3, 4], vec![9, 10]]);
            let other = other.expect("legal");
            let svg = found.to_packing(script, Some(&other)).expect("legal");
            assert_no_names_overlap(&svg);
            assert_everything_lies_inside(&svg, &other);
            assert_no_names_overlap(&found.to_dendrogram(script).expect("legal"));
        }
    }
}
