//! What can be said on the command line.
mod projection;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use conurbation::CompareRegions;
use conurbation::catalogue::{METHODS, Options};
use conurbation::centrality::Convention;
use conurbation::circles::{CircleMethod, ExamineCircles, NestedCircles};
use conurbation::paths::EdgeLength;
pub(crate) use projection::{NamesArgument, ProjectionArguments};
use std::path::PathBuf;

/// How do cities work together? Networks of agreements, enclaves and platforms between cities,
/// measured so that the same input gives the same bits.
///
/// A REGION is a folder of CSV tables or an embedded region: yangtze-delta or middle-yangtze.
/// An INPUT is a REGION, or a CSV file with the header source,target[,weight].
///
/// Start with:
///   conurbation compare yangtze-delta middle-yangtze
///   conurbation new my-region --from yangtze-delta
///   conurbation check my-region
///   conurbation circles yangtze-delta
///   conurbation centrality edges.csv --measure betweenness,pagerank
///
/// Exit codes: 0 done, 2 bad input or usage, 1 anything else.
#[derive(Debug, Parser)]
#[command(version, verbatim_doc_comment, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Reads a folder of tables and lists every problem in it
    Check(Check),
    /// Writes a folder of tables to start from: a template, or an embedded region
    New(New),
    /// Sets regions side by side: what the ledgers hold, what was used, every measure, the limits
    Compare(Compare),
    /// Circles within circles: those declared, whether ties follow them, whether they interact,
    /// what they hold up; and those found in the ties, of an edge list too
    Circles(Circles),
    /// Measures of the whole network
    Network(Network),
    /// Scores of each city
    Centrality(Centrality),
    /// Which cities belong together, how stable that is, and whether it is more than chance
    Communities(Communities),
    /// Lists every measure: its name, what it says of cities, convention, cost and source
    Measures(Measures),
}

#[derive(Debug, Args)]
pub(crate) struct Measures {
    /// Prints the table in Markdown
    #[arg(long)]
    pub(crate) markdown: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The folder
    pub(crate) dir: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct New {
    /// The folder to write; it must hold no CSV files yet
    pub(crate) dir: PathBuf,
    /// The embedded region to write instead of a template: yangtze-delta or middle-yangtze
    #[arg(long, value_name = "REGION")]
    pub(crate) from: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// Folders or embedded regions
    #[arg(required = true, value_name = "REGION")]
    pub(crate) regions: Vec<String>,
    /// Writes one file per format into this folder instead of printing
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// How to write it; several with --out
    #[arg(long, value_enum, value_delimiter = ',', default_value = "text")]
    pub(crate) format: Vec<CompareFormat>,
    /// Which names of cities to print
    #[arg(long, value_enum, default_value = "both")]
    pub(crate) names: NamesArgument,
    /// Adds the founding study, claim by claim: a verdict for each claim and region
    #[arg(long)]
    pub(crate) claims: bool,
    /// How often chance is asked: cities and events drawn again, networks by chance
    #[arg(long, value_name = "N", default_value_t = CompareRegions::DEFAULT_PERMUTATIONS)]
    pub(crate) permutations: usize,
    /// The seed of all that draws numbers
    #[arg(long, default_value_t = 0)]
    pub(crate) seed: u64,
    #[command(flatten)]
    pub(crate) projection: ProjectionArguments,
}

#[derive(Debug, Args)]
pub(crate) struct Circles {
    /// The date at which to look at the circles: a year means its end (the projection has its own
    /// time: see --window and --alive)
    #[arg(long, value_name = "DATE")]
    pub(crate) at: Option<String>,
    /// Leaves out circles that are only planned or proposed
    #[arg(long)]
    pub(crate) no_proposed: bool,
    /// Leaves out cities of which only a part belongs to a circle
    #[arg(long)]
    pub(crate) no_parts: bool,
    /// Names further rows that found a circle and so are no evidence for it: G60=A094,G60=P22
    #[arg(long, value_delimiter = ',', value_name = "CIRCLE=ROW")]
    pub(crate) founding: Vec<String>,
    /// Writes pictures into this folder: the declared circles inside one another, their tree, and
    /// the circles found with the declared ones over them
    #[arg(long, value_name = "DIR")]
    pub(crate) pictures: Option<PathBuf>,
    /// How circles are searched in the ties
    #[arg(long, value_enum, default_value = "automatic")]
    pub(crate) method: CircleMethodArgument,
    /// How sure each circle found is: draws the batches of events again this many times. Of a
    /// region only; 100 is a good number
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) replicates: usize,
    /// How often chance is asked in each test
    #[arg(long, value_name = "N", default_value_t = ExamineCircles::DEFAULT_PERMUTATIONS)]
    pub(crate) permutations: usize,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CircleMethodArgument {
    /// By the size of the network
    Automatic,
    /// The best-scoring tree from divisions at many resolutions and joins in pairs
    Quality,
    /// The same score from joins in pairs alone
    Fast,
    /// Every division tested against networks of the same degrees
    Tested,
    /// What divisions at many resolutions agree on, tested likewise
    Consensus,
}

impl CircleMethodArgument {
    /// The search it names.
    pub(crate) fn search(self) -> NestedCircles {
        let method = match self {
            Self::Automatic => return NestedCircles::new(),
            Self::Quality => CircleMethod::Quality,
            Self::Fast => CircleMethod::Fast,
            Self::Tested => CircleMethod::Tested,
            Self::Consensus => CircleMethod::Consensus,
        };
        NestedCircles::new().method(method)
    }
}

#[derive(Debug, Args)]
pub(crate) struct Network {
    /// The measures, by name; all of the whole network unless said (see `conurbation measures`)
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) measure: Vec<String>,
    #[command(flatten)]
    pub(crate) definitions: Definitions,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Args)]
pub(crate) struct Centrality {
    /// The measures, by name (see `conurbation measures`)
    #[arg(long, value_name = "NAME", value_delimiter = ',', required = true)]
    pub(crate) measure: Vec<String>,
    /// Prints only the first cities of the first measure (text only)
    #[arg(long, value_name = "K")]
    pub(crate) top: Option<usize>,
    /// How sure each rank is: draws the batches of events again this many times and tells between
    /// which ranks 95 % of the draws put each city, and how many put it among the first three. Of a
    /// region only; 2000 is a good number
    #[arg(long, value_name = "N")]
    pub(crate) ranks: Option<usize>,
    /// Divides betweenness by its greatest possible value
    #[arg(long)]
    pub(crate) normalized: bool,
    #[command(flatten)]
    pub(crate) definitions: Definitions,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// Which of the competing definitions of measures.
#[derive(Debug, Args)]
pub(crate) struct Definitions {
    /// Whose numbers to give where tools differ: ucinet, networkx or igraph; what they agree on or
    /// one does not have stays as it is. Or else the definition of closeness: harmonic,
    /// harmonic-sum, component, wasserman-faust, ucinet-freeman (for what cannot be reached the
    /// largest distance plus one; with -n, -ignored or -mean after it the number of cities, nothing
    /// or the mean distance) or valente-foreman
    #[arg(long, default_value = "harmonic", value_name = "NAME")]
    pub(crate) convention: String,
    /// What counts as the length of a tie in measures of paths
    #[arg(long, value_enum, default_value = "hops")]
    pub(crate) length: LengthArgument,
    /// The power α of the weight in the length 1/weight^α, 1 unless said; needs --length inverse-weight
    #[arg(long, allow_negative_numbers = true)]
    pub(crate) alpha: Option<f64>,
}

impl Definitions {
    pub(crate) fn to_options(&self) -> conurbation::Result<Options> {
        let inverse = self.length == LengthArgument::InverseWeight;
        if let Some(alpha) = self.alpha.filter(|_| !inverse) {
            let alpha = alpha.to_string();
            return Err(bad("alpha", &alpha, "only used with --length inverse-weight"));
        }
        let (name, mut options) = (self.convention.to_lowercase(), Options::default());
        let name = name.as_str();
        options.edge_length = self.length.with(self.alpha.unwrap_or(1.0));
        if let Ok(tool) = Convention::try_from(name) {
            if tool == Convention::Ucinet && self.length != LengthArgument::Hops {
                let length = self.length.to_possible_value();
                let length = length.map(|it| it.get_name().to_owned()).unwrap_or_default();
                let expected = "hops with --convention ucinet, which counts ties";
                return Err(bad("length", &length, expected));
            }
            options.like = Some(tool);
            return Ok(options);
        }
        options.closeness = name.try_into().map_err(|_: conurbation::ParamError| {
            let expected = "a tool (ucinet, networkx or igraph) or a definition of closeness (harmonic, harmonic-sum, component, wasserman-faust, ucinet-freeman, ucinet-freeman-n, ucinet-freeman-ignored, ucinet-freeman-mean or valente-foreman)";
            bad("convention", &self.convention, expected)
        })?;
        Ok(options)
    }
}

#[derive(Debug, Args)]
pub(crate) struct Communities {
    /// How communities are found: the resolution by the stated rule (default), modularity at one
    /// resolution (leiden, louvain), what many runs agree on (consensus), or by following the
    /// neighbours (label-propagation)
    #[arg(long, value_name = "NAME", value_parser = methods(), default_value = "default")]
    pub(crate) method: String,
    /// The resolution, 1 unless said: the larger, the smaller the communities; not for the default
    /// method, which chooses it; of label-propagation the penalty for size, 0 unless said
    #[arg(long, value_name = "GAMMA", allow_negative_numbers = true)]
    pub(crate) resolution: Option<f64>,
    /// How many runs tell how stable the communities are
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) runs: usize,
    /// How many networks by chance the same search is made on
    #[arg(long, value_name = "N", default_value_t = 199)]
    pub(crate) replicates: usize,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// The names of the methods in the catalogue.
fn methods() -> PossibleValuesParser {
    METHODS.iter().map(|method| method.name).into()
}

/// What every command on one input takes.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// A folder of tables, an embedded region, or a CSV file source,target[,weight]
    pub(crate) input: String,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: Format,
    /// Which names of cities to print in text
    #[arg(long, value_enum, default_value = "both")]
    pub(crate) names: NamesArgument,
    /// Ties have a direction: of an edge list from source to target, of a region from home to
    /// host and from the giving to the receiving side
    #[arg(long)]
    pub(crate) directed: bool,
    /// The seed of all that draws numbers
    #[arg(long, default_value_t = 0)]
    pub(crate) seed: u64,
    #[command(flatten)]
    pub(crate) projection: ProjectionArguments,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompareFormat {
    Text,
    Json,
    Markdown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LengthArgument {
    Hops,
    InverseWeight,
    Weight,
}

impl LengthArgument {
    pub(crate) fn with(self, alpha: f64) -> EdgeLength {
        match self {
            Self::Hops => EdgeLength::Hops,
            Self::InverseWeight => EdgeLength::InverseWeight { alpha },
            Self::Weight => EdgeLength::Weight,
        }
    }
}

/// An option whose value the library does not know.
fn bad(setter: &'static str, value: &str, expected: &'static str) -> conurbation::Error {
    conurbation::ParamError { setter, value: value.to_owned(), expected }.into()
}
