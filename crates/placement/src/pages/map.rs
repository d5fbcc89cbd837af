//! The map: where more is looked for than there is on offer, by region and by territory, with its table.
//!
//! The numbers are those of the lists, for the same reader: searches of the own reach, and offers of the own reach or of
//! the whole network. Whoever reads this page may read the searches behind it, so that no small number hides anybody.

use std::collections::BTreeMap;

use kernel::{ProgrammeCode, TerritoryCode};
use programmes::catalogue::Catalogue;
use serde::Serialize;
use store::{Order, Page, PageAsk};
use web::field::{Field, Kind};
use web::{Answer, Filters, ListLinks, May, Permission, Problem, Sorting, list_links, words_of};

use super::{Choice, Programmes};
use crate::permissions::{ViewOffers, ViewSearches};
use crate::rules::balance::{Balance, Scale, Shade};
use crate::rules::offer::OfferKind;
use crate::rules::region::{self, Region, VIEW};
use crate::store::balances;

/// What the map is narrowed to.
pub const FILTERS: &[Field] = &[
    Field::new("kind", Kind::Word(words_of!(OfferKind)), "Only of this kind."),
    Field::new("programme", Kind::Code, "Only of this programme."),
    Field::new("region", Kind::Code, "The territories of this region, instead of the regions: `lombardia`."),
    Field::new("own", Kind::Flag, "Only offers of one's own reach, not what partners offer."),
    Field::new(
        "sort",
        Kind::Text(20),
        "`lacking`, `area`, `sought` or `offered`, with a stroke before it the other way.",
    ),
];

/// The lists behind the numbers.
const SEARCHES: &str = "/searches";
const OFFERS: &str = "/offers";

/// By what the table can be sorted; the first when nothing is said.
pub(crate) const SORTINGS: &[Sorting] = &[
    Sorting { by: "lacking", order: Order::Falling },
    Sorting { by: "area", order: Order::Rising },
    Sorting { by: "sought", order: Order::Falling },
    Sorting { by: "offered", order: Order::Falling },
];

/// What is sought and what is on offer of one kind in a region or a territory.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct AreaOut {
    /// The code of the region; of the territory, where the regions were not asked for or it lies in none.
    pub area: TerritoryCode,
    /// What it is called.
    pub name: String,
    /// Whether it is a region of the map.
    pub is_region: bool,
    /// What is looked for and offered.
    pub kind: OfferKind,
    /// Open searches.
    pub sought: u64,
    /// Offers that can be proposed today.
    pub offered: u64,
    /// How many searches there are more than offers.
    pub lacking: i64,
    /// The list of these searches.
    pub searches: String,
    /// The list of these offers.
    pub offers: String,
}

/// Counts by kind and territory.
type Counts = BTreeMap<(OfferKind, TerritoryCode), Balance>;

/// What is asked of the map.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ask {
    pub(crate) kind: Option<OfferKind>,
    pub(crate) programme: Option<ProgrammeCode>,
    pub(crate) region: Option<TerritoryCode>,
    pub(crate) own: bool,
    pub(crate) sorting: Option<Sorting>,
}

impl Ask {
    pub(crate) fn of(filters: &Filters) -> Self {
        Self {
            kind: filters.0.word("kind", OfferKind::from_word),
            programme: filters.0.value("programme"),
            region: filters.0.value("region"),
            own: filters.0.flag("own"),
            sorting: Some(filters.sorting(SORTINGS)),
        }
    }

    /// The areas in the order asked for: the regions, or the territories of one.
    pub(crate) fn areas(&self, catalogue: &Catalogue, counts: &Counts) -> Vec<AreaOut> {
        let mut parts: BTreeMap<(OfferKind, TerritoryCode), (Option<&'static Region>, Balance)> = BTreeMap::new();
        for ((kind, territory), balance) in counts {
            if self.kind.is_some_and(|only| only != *kind) {
                continue;
            }
            let region = region::of(catalogue, territory);
            let (area, drawn) = match (&self.region, region) {
                (None, Some(region)) => (region.code.clone(), Some(region)),
                (None, None) => (territory.clone(), None),
                (Some(asked), Some(region)) if region.code == *asked => (territory.clone(), None),
                (Some(_), _) => continue,
            };
            let part = parts.entry((*kind, area)).or_insert((drawn, Balance::default()));
            part.1 = part.1 + *balance;
        }
        let told = |((kind, area), (drawn, balance)): ((OfferKind, TerritoryCode), (Option<&Region>, Balance))| {
            let name = drawn.map_or_else(|| self.territory(catalogue, &area), |region| region.name.to_owned());
            let filter = if drawn.is_some() { "region" } else { "territory" };
            let list = |path: &str| self.list(path, kind, Some((filter, &area)));
            let (searches, offers) = (list(SEARCHES), list(OFFERS));
            let Balance { sought, offered } = balance;
            let is_region = drawn.is_some();
            AreaOut { area, name, is_region, kind, sought, offered, lacking: balance.lacking(), searches, offers }
        };
        let mut areas: Vec<AreaOut> = parts.into_iter().map(told).collect();
        self.sort(&mut areas);
        areas
    }

    fn sort(&self, areas: &mut [AreaOut]) {
        let Some(sorting) = self.sorting else { return };
        areas.sort_by(|one, other| {
            let by = match sorting.by {
                "area" => one.name.cmp(&other.name),
                "sought" => one.sought.cmp(&other.sought),
                "offered" => one.offered.cmp(&other.offered),
                _ => one.lacking.cmp(&other.lacking),
            };
            let by = if sorting.order == Order::Falling { by.reverse() } else { by };
            by.then_with(|| one.name.cmp(&other.name)).then_with(|| one.kind.cmp(&other.kind))
        });
    }

    /// The list behind a number: the same conditions, listed instead of counted.
    fn list(&self, path: &str, kind: OfferKind, within: Option<(&str, &TerritoryCode)>) -> String {
        let mut list = format!("{path}?kind={kind}");
        if let Some((filter, area)) = within {
            list.push_str(&format!("&{filter}={area}"));
        }
        if let Some(programme) = &self.programme {
            list.push_str(&format!("&programme={programme}"));
        }
        if self.own && path == OFFERS {
            list.push_str("&own=yes");
        }
        list
    }

    fn territory(&self, catalogue: &Catalogue, code: &TerritoryCode) -> String {
        let own = self.programme.as_ref().and_then(|programme| catalogue.get(programme));
        let named = own.into_iter().chain(catalogue.all()).find_map(|programme| programme.territory(code));
        named.map_or_else(|| code.to_string(), |territory| territory.name.clone())
    }
}

/// Counts what the caller may see, within a programme or in all.
///
/// # Errors
/// [`Problem::Forbidden`] to whoever may not read searches: nought would be no answer.
pub(crate) async fn counted<P: Permission>(may: &May<P>, ask: &Ask) -> Result<Counts, Problem> {
    if !may.may::<ViewSearches>() {
        return Err(Problem::Forbidden);
    }
    let programme = ask.programme.as_ref();
    let mut counts = Counts::new();
    for (at, sought) in balances::sought(&may.also::<ViewSearches>(), programme).await? {
        counts.entry(at).or_default().sought = sought;
    }
    for (at, offered) in balances::offered(&may.also::<ViewOffers>(), programme, ask.own).await? {
        counts.entry(at).or_default().offered = offered;
    }
    Ok(counts)
}

#[derive(Serialize)]
struct Show {
    view: (u32, u32),
    drawn: Vec<Drawn>,
    steps: Vec<Step>,
    areas: Vec<AreaOut>,
    sum: Sum,
    list: ListLinks,
    kinds: Vec<Tab>,
    kind: OfferKind,
    programmes: Vec<Choice>,
    programme: String,
    own: bool,
    region: Option<Choice>,
    /// Where the regions are shown again.
    all: String,
    places: BTreeMap<TerritoryCode, String>,
}

/// A region as it is drawn.
#[derive(Serialize)]
struct Drawn {
    name: &'static str,
    path: &'static str,
    x: &'static str,
    y: &'static str,
    shade: Shade,
    sought: u64,
    offered: u64,
    lacking: i64,
    href: Option<String>,
    current: bool,
}

/// A line of the legend.
#[derive(Serialize)]
struct Step {
    shade: Shade,
    from: i64,
    to: i64,
}

#[derive(Serialize)]
struct Sum {
    sought: u64,
    offered: u64,
    lacking: i64,
    searches: String,
    offers: String,
}

#[derive(Serialize)]
struct Tab {
    kind: OfferKind,
    href: String,
    current: bool,
}

/// The map with its table.
///
/// # Errors
/// When the database fails.
pub async fn show(may: May<ViewOffers>, filters: Filters, catalogue: Programmes) -> Answer {
    let filters = filters.forgiving(FILTERS);
    let mut ask = Ask::of(&filters);
    // Homes and jobs are not added up: no job puts a roof over anybody.
    let kind = *ask.kind.get_or_insert(OfferKind::Home);
    let counts = counted(&may, &ask).await?;
    let region = ask.region.as_ref().and_then(region::by_code);
    ask.region = region.map(|region| region.code.clone());
    let whole = Ask { region: None, ..ask.clone() }.areas(&catalogue, &counts);
    let scale = Scale::of(whole.iter().filter(|area| area.is_region).map(balance));
    let drawn = region::all().iter().map(|one| drawn(one, &whole, scale, &filters, ask.region.as_ref())).collect();
    let areas = if region.is_some() { ask.areas(&catalogue, &counts) } else { whole };
    let places =
        areas.iter().filter(|area| area.is_region).map(|area| (area.area.clone(), to_region(&filters, &area.area)));
    let sum: Balance = areas.iter().map(balance).sum();
    let within = ask.region.as_ref().map(|code| ("region", code));
    let page = Page::<()> { items: Vec::new(), total: areas.len() as u64, ask: PageAsk::new(1, PageAsk::LARGEST) };
    let tab = |kind: OfferKind, current| Tab {
        kind,
        href: format!("/map?{}", filters.query_with("kind", kind.word())),
        current,
    };
    let running = catalogue.active(&may.db).await?;
    let context = Show {
        view: VIEW,
        drawn,
        steps: scale.steps().into_iter().map(|(shade, from, to)| Step { shade, from, to }).collect(),
        places: places.collect(),
        sum: Sum {
            sought: sum.sought,
            offered: sum.offered,
            lacking: sum.lacking(),
            searches: ask.list(SEARCHES, kind, within),
            offers: ask.list(OFFERS, kind, within),
        },
        list: list_links("/map", &filters, &page, SORTINGS),
        kinds: OfferKind::ALL.iter().map(|one| tab(*one, *one == kind)).collect(),
        kind,
        programmes: running
            .iter()
            .map(|programme| Choice { value: programme.code.to_string(), label: programme.name.clone() })
            .collect(),
        programme: filters.0.typed("programme").to_owned(),
        own: ask.own,
        region: region.map(|region| Choice { value: region.code.to_string(), label: region.name.to_owned() }),
        all: format!("/map?{}", filters.query_with("region", "")),
        areas,
    };
    may.page("map/show.html", context)
}

fn balance(area: &AreaOut) -> Balance {
    Balance { sought: area.sought, offered: area.offered }
}

fn to_region(filters: &Filters, code: &TerritoryCode) -> String {
    format!("/map?{}#numbers", filters.query_with("region", code.as_str()))
}

fn drawn(
    region: &'static Region,
    areas: &[AreaOut],
    scale: Scale,
    filters: &Filters,
    current: Option<&TerritoryCode>,
) -> Drawn {
    let area = areas.iter().find(|area| area.is_region && area.area == region.code);
    let balance = area.map(balance).unwrap_or_default();
    Drawn {
        name: region.name,
        path: region.path,
        x: region.x,
        y: region.y,
        shade: scale.shade(balance),
        sought: balance.sought,
        offered: balance.offered,
        lacking: balance.lacking(),
        href: area.map(|area| to_region(filters, &area.area)),
        current: current == Some(&region.code),
    }
}
