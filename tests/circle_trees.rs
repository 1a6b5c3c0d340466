//! Trees of circles: their order, their levels, their judges, and how well they are found.
use conurbation::circles::CircleTree;

/// Three circles of three circles of three cities, as `METHODS` has it, the cities dealt by `city`.
fn nine_triangles(city: impl Fn(u32) -> u32) -> Vec<Vec<u32>> {
    let block = |start: u32, size: u32| (start..start + size).map(&city).collect();
    let small = (0..9).map(|nth| block(3 * nth, 3));
    small.chain((0..3).map(|nth| block(9 * nth, 9))).collect()
}

#[test]
fn a_tree_does_not_depend_on_the_order_of_its_circles() -> Result<(), conurbation::Error> {
    let circles = nine_triangles(|city| city);
    let tree = CircleTree::new(27, circles.clone())?;
    let mut shuffled: Vec<Vec<u32>> = circles.into_iter().rev().collect();
    shuffled.swap(2, 7);
    shuffled.iter_mut().for_each(|circle| circle.reverse());
    shuffled.push(shuffled[3].clone());
    shuffled.push((0..27).collect());
    shuffled.push(vec![8]);
    assert_eq!(tree, CircleTree::new(27, shuffled)?);
    assert_eq!(tree.circle_count(), 13);
    assert_eq!(tree.levels(), [1, 2]);
    let middle: Vec<u32> = (0..27).map(|city| city / 9).collect();
    let small: Vec<u32> = (0..27).map(|city| city / 3).collect();
    assert_eq!(tree.labels(0), vec![0; 27]);
    assert_eq!(tree.labels(1), middle);
    assert_eq!(tree.labels(2), small);
    assert_eq!(tree.labels(9), small);
    assert_eq!(tree, CircleTree::from_levels(27, &[middle, small])?);
    Ok(())
}

#[test]
fn circles_of_a_tree_nest_and_come_in_order() -> Result<(), conurbation::Error> {
    let tree = CircleTree::new(27, nine_triangles(|city| (city * 10) % 27))?;
    for circle in 0..tree.circle_count() {
        let children: Vec<usize> = tree.children(circle).collect();
        for &child in &children {
            assert_eq!(tree.parent(child), Some(circle));
            assert_eq!(tree.depth(child), tree.depth(circle) + 1);
            assert!(tree.members(child).iter().all(|city| tree.members(circle).contains(city)));
        }
        let key = |child: &usize| {
            (std::cmp::Reverse(tree.size(*child)), tree.members(*child).iter().min().copied())
        };
        assert!(children.is_sorted_by_key(key));
        let inner: usize = children.iter().map(|&child| tree.size(child)).sum();
        assert_eq!(inner + tree.loose(circle).len(), tree.size(circle));
        for &city in tree.members(circle) {
            assert!(tree.within(circle).contains(&tree.home(city)));
        }
    }
    for a in 0..27 {
        for b in 0..27 {
            let holds = |circle: &usize| {
                tree.members(*circle).contains(&a) && tree.members(*circle).contains(&b)
            };
            let smallest = (0..tree.circle_count()).filter(holds).min_by_key(|&c| tree.size(c));
            assert_eq!(Some(tree.common(a, b)), smallest);
        }
    }
    Ok(())
}

#[test]
fn levels_stay_where_they_are_and_loose_cities_are_alone() -> Result<(), conurbation::Error> {
    // The circle of 0 to 3 is divided at the third level only, and city 4 leaves its circle then.
    let levels = [[7, 7, 7, 7, 9, 9, 9], [1, 1, 1, 1, 2, 2, 2], [1, 1, 2, 2, 3, 4, 4]];
    let tree = CircleTree::from_levels(7, &levels)?;
    assert_eq!(tree.levels(), [1, 3]);
    assert_eq!(tree.labels(2), [0, 0, 0, 0, 1, 1, 1]);
    assert_eq!(tree.labels(3), [0, 0, 1, 1, 3, 2, 2]);
    assert_eq!(tree.home(4), tree.parent(tree.home(5)).expect("a circle within a circle"));
    let crossing = CircleTree::from_levels(3, &[[0, 0, 1], [0, 1, 1]]).map_err(|e| e.to_string());
    let message = "from_levels(division 1) is out of range: each division within the one before";
    assert_eq!(crossing, Err(message.to_owned()));
    Ok(())
}

#[test]
fn what_is_no_tree_is_refused_by_name() {
    let message = |circles: Vec<Vec<u32>>| {
        CircleTree::new(6, circles).map(|_| ()).map_err(|error| error.to_string())
    };
    assert_eq!(
        message(vec![vec![0, 1, 2], vec![4, 5], vec![2, 3]]),
        Err("CircleTree::new(circles 0 and 2) is out of range: circles of which no two cross"
            .to_owned()),
    );
    assert_eq!(
        message(vec![vec![0, 6]]),
        Err("CircleTree::new(circle 0 holds city 6 of 6) is out of range: cities of the tree"
            .to_owned()),
    );
}

#[test]
fn empty_and_tiny_regions_have_a_root() -> Result<(), conurbation::Error> {
    for cities in 0..3 {
        let tree = CircleTree::new(cities, [(0..cities as u32).collect::<Vec<_>>()])?;
        assert!(tree.is_trivial());
        assert_eq!(tree.size(0), cities);
        assert_eq!(tree.labels(1), vec![0; cities]);
        assert!(tree.to_newick(|city| city.to_string()).ends_with(");"));
        assert_eq!(tree.to_json(|city| city.to_string())["size"], cities);
    }
    Ok(())
}

#[test]
fn a_deep_tree_overflows_no_stack() -> Result<(), conurbation::Error> {
    let deep = (2..3000_u32).map(|size| (0..size).collect::<Vec<_>>());
    let tree = CircleTree::new(3000, deep)?;
    assert_eq!(tree.levels().len(), 2998);
    assert_eq!(tree.to_newick(|city| city.to_string()).matches('(').count(), 2999);
    assert_eq!(tree.labels(1)[2999], 1);
    Ok(())
}
