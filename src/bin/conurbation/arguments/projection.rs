//! How a region becomes a network, on the command line.
use super::bad;
use clap::{Args, ValueEnum};
use conurbation::network::{Layer, Projection, Provinces, Spread, Symmetrise};
use conurbation::region::{Checked, Found};
use conurbation::report::Names;

/// The projection of a region; not for edge lists.
#[derive(Debug, Args)]
#[command(next_help_heading = "How a region becomes a network")]
pub(crate) struct ProjectionArguments {
    /// The kinds of events that make ties
    #[arg(long, value_enum, value_delimiter = ',', value_name = "KIND")]
    pub(crate) layers: Option<Vec<LayerArgument>>,
    /// How an event of k cities is spread over its pairs: newman 1/(k-1), count 1, unit 2/(k(k-1))
    #[arg(long, value_enum)]
    pub(crate) spread: Option<SpreadArgument>,
    /// Events that started in a window: 2019, 2013/2020, 2019-04/2019-09
    #[arg(long, value_name = "WINDOW", conflicts_with = "alive")]
    pub(crate) window: Option<String>,
    /// Events alive at a date or in a window
    #[arg(long, value_name = "WINDOW")]
    pub(crate) alive: Option<String>,
    /// Only rows checked so far: seed, verified, reading, unverified
    #[arg(long, value_delimiter = ',', value_name = "LEVEL")]
    pub(crate) checked: Option<Vec<String>>,
    /// Only rows found so: study, protocol, extra, or any word of the tables
    #[arg(long, value_delimiter = ',', value_name = "WORD")]
    pub(crate) found: Option<Vec<String>>,
    /// Leaves out rows by their ids
    #[arg(long, value_delimiter = ',', value_name = "ID")]
    pub(crate) without: Vec<String>,
    /// Counts what is only planned or proposed too
    #[arg(long)]
    pub(crate) planned: bool,
    /// Makes the cities outside the region nodes too
    #[arg(long)]
    pub(crate) partners: bool,
    /// What becomes of provinces that are parties
    #[arg(long, value_enum)]
    pub(crate) provinces: Option<ProvincesArgument>,
    /// Leaves out parties below the level of cities instead of counting them as their cities
    #[arg(long)]
    pub(crate) no_roll_up: bool,
    /// Leaves out places that an agreement is only addressed to
    #[arg(long)]
    pub(crate) no_addressees: bool,
    /// Weighs each row by the items it stands for
    #[arg(long)]
    pub(crate) by_count: bool,
    /// How arcs of both directions become one undirected tie
    #[arg(long, value_enum)]
    pub(crate) symmetrise: Option<SymmetriseArgument>,
    /// Multiplies the weights of a kind: enclaves=2,platforms=0.5
    #[arg(long, value_delimiter = ',', value_name = "KIND=WEIGHT")]
    pub(crate) layer_weight: Vec<String>,
}

/// The library's choices under their names on the command line.
macro_rules! choices {
    ($($name:ident => $target:ty { $($variant:ident => $value:expr,)+ })+) => {$(
        #[derive(Debug, Clone, Copy, ValueEnum)]
        pub(crate) enum $name { $($variant,)+ }

        impl From<$name> for $target {
            fn from(choice: $name) -> Self {
                match choice { $($name::$variant => $value,)+ }
            }
        }
    )+};
}

choices! {
    NamesArgument => Names { En => Names::En, Local => Names::Local, Both => Names::Both, }
    LayerArgument => Layer {
        Agreements => Layer::Agreements,
        Enclaves => Layer::Enclaves,
        Platforms => Layer::Platforms,
        Councils => Layer::Councils,
    }
    SpreadArgument => Spread {
        Newman => Spread::Newman,
        Count => Spread::Count,
        Unit => Spread::Unit,
    }
    ProvincesArgument => Provinces {
        LeaveOut => Provinces::LeaveOut,
        ToCities => Provinces::ToCities,
        ToCapital => Provinces::ToCapital,
    }
    SymmetriseArgument => Symmetrise {
        Sum => Symmetrise::Sum,
        Max => Symmetrise::Max,
        Min => Symmetrise::Min,
        Mean => Symmetrise::Mean,
    }
}

impl ProjectionArguments {
    /// Whether any of them was given.
    pub(crate) fn is_default(&self) -> bool {
        self.layers.is_none()
            && self.spread.is_none()
            && self.window.is_none()
            && self.alive.is_none()
            && self.checked.is_none()
            && self.found.is_none()
            && self.without.is_empty()
            && !self.planned
            && !self.partners
            && self.provinces.is_none()
            && !self.no_roll_up
            && !self.no_addressees
            && !self.by_count
            && self.symmetrise.is_none()
            && self.layer_weight.is_empty()
    }

    pub(crate) fn to_projection(&self, directed: bool) -> conurbation::Result<Projection> {
        let mut projection = Projection::new()
            .planned(self.planned)
            .partners(self.partners)
            .roll_up(!self.no_roll_up)
            .addressees(!self.no_addressees)
            .by_count(self.by_count)
            .directed(directed)
            .without(self.without.iter().cloned());
        if let Some(layers) = &self.layers {
            projection = projection.layers(layers.iter().map(|&layer| layer.into()));
        }
        if let Some(spread) = self.spread {
            projection = projection.spread(spread.into());
        }
        if let Some(window) = &self.window {
            projection = projection.window(window.as_str());
        }
        if let Some(window) = &self.alive {
            projection = projection.alive(window.as_str());
        }
        if let Some(words) = &self.checked {
            let level = |word: &String| {
                let level = Checked::ALL.iter().find(|level| level.as_str() == word).copied();
                level.ok_or_else(|| bad("checked", word, "seed, verified, reading or unverified"))
            };
            projection =
                projection.checked(words.iter().map(level).collect::<Result<Vec<_>, _>>()?);
        }
        if let Some(words) = &self.found {
            projection = projection.found(words.iter().map(|word| Found::from(word.as_str())));
        }
        if let Some(provinces) = self.provinces {
            projection = projection.provinces(provinces.into());
        }
        if let Some(symmetrise) = self.symmetrise {
            projection = projection.symmetrise(symmetrise.into());
        }
        for text in &self.layer_weight {
            let expected = "a kind and a weight, such as enclaves=2";
            let (kind, weight) =
                text.split_once('=').ok_or_else(|| bad("layer-weight", text, expected))?;
            let layer = LayerArgument::from_str(kind, true);
            let layer = layer.map_err(|_| bad("layer-weight", text, expected))?;
            let weight = weight.parse().map_err(|_| bad("layer-weight", text, expected))?;
            projection = projection.layer_weight(layer.into(), weight);
        }
        Ok(projection)
    }
}
