//! A plain edge list: a CSV table with the header `source,target[,weight]`.
use crate::adjacency::{Adjacency, Node};
use crate::problem::{DataWarning, Oddity, Problem, nearest};
use crate::tables::{At, Notes, PROBLEMS_SHOWN, Rows, number};
use crate::{Error, Result};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// A network read from a plain edge list.
///
/// Node names are any strings, taken as they are; a row without a weight weighs 1; rows that name
/// the same pair add up; ties of a node with itself are kept apart, though the node stays. A
/// weight of zero is no tie. Inside, nodes are ordered by name, so that the order of rows changes
/// no result; [`first_seen`](Self::first_seen) gives them in order of appearance.
///
/// ```
/// use conurbation::{centrality::Degree, exchange::EdgeList};
/// let list = EdgeList::from_csv("source,target\nb,a\nb,c\nc,c\n".as_bytes(), false)?;
/// assert_eq!(list.names(), ["a", "b", "c"]);
/// assert_eq!(list.first_seen(), [1, 0, 2]);
/// assert_eq!(list.self_tie_rows(), 1);
/// assert_eq!(Degree::new().run(&list)?.get(1).value(), Some(2.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct EdgeList {
    names: Vec<String>,
    first_seen: Vec<Node>,
    adjacency: Adjacency,
    rows: usize,
    self_tie_rows: usize,
    zero_rows: usize,
    warnings: Vec<DataWarning>,
}

impl EdgeList {
    /// Reads a file.
    ///
    /// # Errors
    /// [`Error::Io`], or [`Error::Data`] with every problem of the file.
    pub fn read(path: impl AsRef<Path>, directed: bool) -> Result<Self> {
        let path = path.as_ref();
        let bytes =
            std::fs::read(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
        Self::parse(path, &bytes, directed)
    }

    /// Reads from memory.
    ///
    /// # Errors
    /// [`Error::Data`] with every problem.
    pub fn from_csv(bytes: &[u8], directed: bool) -> Result<Self> {
        Self::parse(&PathBuf::from("edges.csv"), bytes, directed)
    }

    fn parse(path: &Path, bytes: &[u8], directed: bool) -> Result<Self> {
        let mut notes = Notes::default();
        let table = read(bytes, &mut notes);
        let (problems, more, warnings) = notes.finish(path, bytes);
        let Some(table) = table.filter(|_| problems.is_empty()) else {
            let more = more + problems.len().saturating_sub(PROBLEMS_SHOWN);
            let problems = problems.into_iter().take(PROBLEMS_SHOWN).collect();
            return Err(Error::Data { problems, more });
        };
        let mut order: Vec<usize> = (0..table.names.len()).collect();
        order.sort_unstable_by(|&a, &b| table.names[a].cmp(&table.names[b]));
        let mut first_seen = vec![0; order.len()];
        for (node, &seen) in order.iter().enumerate() {
            first_seen[seen] = node as Node;
        }
        let edges = table.edges.iter().map(|&(from, to, weight)| {
            (first_seen[from as usize], first_seen[to as usize], weight)
        });
        let nodes = order.len();
        let adjacency = if directed {
            Adjacency::from_arcs(nodes, edges)?
        } else {
            Adjacency::from_edges(nodes, edges)?
        };
        let mut names = table.names;
        names.sort_unstable();
        Ok(Self {
            names,
            first_seen,
            adjacency,
            rows: table.rows,
            self_tie_rows: table.self_tie_rows,
            zero_rows: table.zero_rows,
            warnings,
        })
    }

    /// The name of each node.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The nodes in order of their first appearance in the file.
    pub fn first_seen(&self) -> &[Node] {
        &self.first_seen
    }

    /// The graph.
    pub fn adjacency(&self) -> &Adjacency {
        &self.adjacency
    }

    /// The rows of the file.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The rows that tie a node with itself.
    pub fn self_tie_rows(&self) -> usize {
        self.self_tie_rows
    }

    /// The rows with a weight of zero.
    pub fn zero_rows(&self) -> usize {
        self.zero_rows
    }

    /// What was odd in the file and is no error.
    pub fn warnings(&self) -> &[DataWarning] {
        &self.warnings
    }
}

impl AsRef<Adjacency> for EdgeList {
    fn as_ref(&self) -> &Adjacency {
        &self.adjacency
    }
}

/// The rows of a file, nodes numbered by first appearance.
#[derive(Default)]
struct Table {
    names: Vec<String>,
    edges: Vec<(Node, Node, f64)>,
    rows: usize,
    self_tie_rows: usize,
    zero_rows: usize,
}

fn read(bytes: &[u8], notes: &mut Notes) -> Option<Table> {
    let mut rows = Rows::open(bytes, notes)?;
    let [source, target, weight] = columns(&rows.header, notes)?;
    let mut table = Table::default();
    let mut nodes: HashMap<String, Node> = HashMap::new();
    while let Some((record, byte)) = rows.next(notes) {
        table.rows += 1;
        let text = |column: Option<usize>| column.and_then(|at| record.get(at)).unwrap_or("");
        let mut node = |column: &'static str, at: Option<usize>, notes: &mut Notes| {
            let name = text(at);
            if name.is_empty() {
                notes.problem(At::cell(byte, column), Problem::EmptyCell);
            }
            if name.trim() != name {
                let id = name.to_owned();
                notes.oddity(At::cell(byte, column), Oddity::BlanksAroundName { id });
            }
            if let Some(&node) = nodes.get(name) {
                return node;
            }
            let node = table.names.len() as Node;
            nodes.insert(name.to_owned(), node);
            table.names.push(name.to_owned());
            node
        };
        let (from, to) = (node("source", source, notes), node("target", target, notes));
        let weight = match text(weight).trim() {
            "" => Ok(1.0),
            text => number(text).and_then(|weight| {
                let (value, expected) = (text.to_owned(), "a weight: a finite number not below 0");
                if weight.is_finite() && weight >= 0.0 {
                    return Ok(weight);
                }
                Err(Problem::OutOfRange { value, expected })
            }),
        };
        match weight {
            Err(problem) => notes.problem(At::cell(byte, "weight"), problem),
            Ok(weight) if weight > 0.0 => {
                table.self_tie_rows += usize::from(from == to);
                table.edges.push((from, to, weight));
            }
            Ok(_) => {
                table.zero_rows += 1;
                notes.oddity(At::cell(byte, "weight"), Oddity::ZeroWeight);
            }
        }
    }
    Some(table)
}

/// Where the columns stand; a weight need not be there.
fn columns(header: &[String], notes: &mut Notes) -> Option<[Option<usize>; 3]> {
    let mut complete = true;
    let positions = ["source", "target", "weight"].map(|column| {
        let mut found = (0..header.len()).filter(|&at| header[at] == column);
        let first = found.next();
        if found.next().is_some() {
            let (first, second) = (column.to_owned(), column.to_owned());
            notes.problem(At::default(), Problem::RepeatedColumn { first, second });
            complete = false;
        }
        if first.is_none() && column != "weight" {
            let nearest = nearest(column, header.iter().map(String::as_str));
            notes.problem(At::default(), Problem::MissingColumn { column, nearest });
            complete = false;
        }
        first
    });
    for (at, name) in header.iter().enumerate() {
        if !positions.contains(&Some(at)) {
            let known = if positions[2].is_none() { &["weight"][..] } else { &[] };
            let nearest = nearest(&name.to_lowercase(), known.iter().copied());
            let column = name.clone();
            notes.oddity(At::default(), Oddity::UnknownColumn { column, nearest });
        }
    }
    complete.then_some(positions)
}
