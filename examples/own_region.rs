//! Tables of one's own: read from memory here; `Region::read("my-region")` reads a folder.
use conurbation::centrality::Betweenness;
use conurbation::network::Projection;
use conurbation::{Error, Region};

fn main() -> Result<(), Error> {
    let places = "id,name,level\na,Ahe,city\nb,Bei,city\nc,Cang,city\nd,Dong,city\n";
    let agreements = "id,parties,start,stage\n\
                      A1,a;b,2019-04-10,signed\n\
                      A2,b;c,2020,landed\n\
                      A3,c;d,2021/2022,signed\n\
                      A4,a;d,,proposed\n";
    let tables = [("places.csv", places.as_bytes()), ("agreements.csv", agreements.as_bytes())];
    let region = Region::from_tables(tables)?;
    let network = region.network(&Projection::new())?;
    for city in Betweenness::new().run(&network)?.ranking() {
        println!("{} {} {:.3}", city.rank, network.city(city.node).name, city.score);
    }

    // A cell edited to nonsense is refused with its place and a remedy.
    let broken = agreements.replace("b;c", "b;cc");
    let tables = [("places.csv", places.as_bytes()), ("agreements.csv", broken.as_bytes())];
    if let Err(error) = Region::from_tables(tables) {
        println!("{error}");
    }
    Ok(())
}
