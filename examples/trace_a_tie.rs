//! From a tie back to the rows it came from and their sources.
use conurbation::network::Projection;
use conurbation::{Error, datasets};

fn main() -> Result<(), Error> {
    let middle = datasets::middle_yangtze();
    let network = middle.network(&Projection::new())?;
    let (wuhan, jiujiang) = (network.node("420100")?, network.node("360400")?);
    let weight = network.adjacency().weight(wuhan, jiujiang).unwrap_or(0.0);
    println!("Wuhan 武汉 and Jiujiang 九江: weight {weight:.3}, from");
    for part in network.rows_of(wuhan, jiujiang) {
        let about = middle.row_about(part.row);
        let title = about.and_then(|about| about.name.as_deref()).unwrap_or("");
        let sources: Vec<String> =
            about.iter().flat_map(|about| &about.sources).map(ToString::to_string).collect();
        println!(
            "  {:.3} {} {title} [{}]",
            part.weight,
            middle.row_id(part.row),
            sources.join(", ")
        );
    }
    Ok(())
}
