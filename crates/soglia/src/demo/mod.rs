//! The invented network: organisations, members, households and their stories, the same from the same seed.
//!
//! It is drawn after published figures where they exist (`calibration.rs`); the rest is marked *assumed* there. Nobody
//! in it lives. A database that holds it says so on every page.

mod along;
mod batch;
mod calibration;
mod chance;
mod days;
mod households;
mod life;
mod names;
mod network;
mod offers;
mod placements;
mod proposals;
mod searches;
mod words;

use accounts::Member;
use kernel::Day;
use programmes::catalogue::Catalogue;
use store::{Store, Stored, System};

use self::batch::Batch;
use self::chance::Chance;
pub use self::network::SAMPLE_PASSWORD;
use self::offers::Offers;
use self::proposals::Proposals;
use self::searches::Searches;
use crate::installation::SampleRow;

/// What the invented network should be like.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// About how many people.
    pub people: u64,
    /// The seed of its chance.
    pub seed: u64,
    /// The day on which it stands as it is.
    pub today: Day,
}

/// Whether nobody works with the database yet.
///
/// # Errors
/// When the database fails.
pub async fn is_empty(store: &Store) -> Stored<bool> {
    Ok(store.system(System::Demo).rows::<Member>().count().await? == 0)
}

/// Builds the network in an empty database; `tell` hears how many people are there already.
///
/// # Errors
/// When the database fails.
pub async fn build(store: &Store, catalogue: &Catalogue, wanted: Wanted, tell: impl Fn(u64)) -> Stored<Vec<SampleRow>> {
    let network = network::network(catalogue, wanted.people, wanted.seed, wanted.today, store.clock().now());
    network.load(store).await?;
    let mut batch = Batch::default();
    let mut offers = Offers::default();
    let mut searches = Searches::default();
    let mut proposals = Proposals::default();
    let mut people = 0;
    for (number, desk) in network.desks.iter().enumerate() {
        let mut chance = Chance::new(wanted.seed, 100 + number as u64);
        let share = u64::from(desk.shape.share) * wanted.people / 1000;
        let desks = desk.shape.partners as u64;
        let own = share * (number_within(&network.desks, number) + 1) / desks
            - share * number_within(&network.desks, number) / desks;
        // Streams of their own: what is on offer, what is looked for and what comes of both change nothing of the
        // households' stories.
        let mut fortune = Chance::new(wanted.seed, 1_000_000 + number as u64);
        let mut wishes = Chance::new(wanted.seed, 2_000_000 + number as u64);
        let mut luck = Chance::new(wanted.seed, 3_000_000 + number as u64);
        let mut drawn = 0;
        while drawn < own {
            drawn += life::live(&mut batch, &mut chance, desk, wanted.today) as u64;
            if batch.households.len() >= 2_000 {
                searches.of_batch(&mut batch, &mut wishes, desk, wanted.today);
                batch.load(store).await?;
                searches.load(store).await?;
                tell(people + drawn);
            }
        }
        searches.of_batch(&mut batch, &mut wishes, desk, wanted.today);
        offers.of_desk(&mut batch, &mut fortune, desk, own, wanted.today);
        // Each desk begins with the next story, so that all of them are told about as often.
        let first = number_within(&network.desks, number) as usize;
        let (looking, offered) = (&mut searches, &mut offers);
        proposals.of_desk(&mut batch, &mut luck, (looking, offered), (desk, first), wanted.today);
        people += drawn;
        tell(people);
    }
    batch.load(store).await?;
    searches.load(store).await?;
    offers.load(store).await?;
    proposals.load(store).await?;
    let mut bulk = store.bulk().await?;
    bulk.add(&network.samples).await?;
    bulk.commit().await?;
    store.finish_loading().await?;
    Ok(network.samples)
}

/// Which of its programme's desks a desk is.
fn number_within(desks: &[network::Desk], number: usize) -> u64 {
    let programme = &desks[number].programme.code;
    desks[..number].iter().filter(|desk| desk.programme.code == *programme).count() as u64
}
