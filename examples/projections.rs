//! What the projection decides: the same ledger under several choices.
use conurbation::network::{Layer, Projection, Provinces, Spread};
use conurbation::region::Found;
use conurbation::structure::Density;
use conurbation::{Error, datasets};

fn main() -> Result<(), Error> {
    let middle = datasets::middle_yangtze();
    let choices = [
        ("default", Projection::new()),
        ("each pair the whole weight", Projection::new().spread(Spread::Count)),
        ("found by the protocol", Projection::new().found([Found::Protocol])),
        ("begun 2013 to 2020", Projection::new().window("2013".."2021")),
        ("alive at the end of 2020", Projection::new().alive("2020-12-31")),
        ("provinces lifted to cities", Projection::new().provinces(Provinces::ToCities)),
        ("councils alone", Projection::new().layers([Layer::Councils])),
    ];
    println!("{:<28} {:>5} {:>6} {:>8}", "choice", "rows", "ties", "density");
    for (name, projection) in choices {
        let network = middle.network(&projection)?;
        let (rows, ties) = (network.accounts().tied(), network.adjacency().edge_count());
        let density = Density::new().run(&network)?.value().unwrap_or(f64::NAN);
        println!("{name:<28} {rows:>5} {ties:>6} {density:>8.3}");
    }
    Ok(())
}
